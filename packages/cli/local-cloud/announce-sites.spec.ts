import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { announceSites } from "./announce-sites.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A site that is not ready until it was asked `after` times. */
async function siteReady(code: string, after: number) {
  let asked = 0;
  const server = createServer(({ url }, response) => {
    response.writeHead(url === "/health" && ++asked > after ? 200 : 404).end("{}");
  });
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  return { code, url };
}

test("each site is announced when it answers itself, whoever was deployed first", async () => {
  const lines: string[] = [];
  const { watch, allAnswer } = announceSites((line) => lines.push(line));
  const [slow, quick, middling] = [await siteReady("us", 6), await siteReady("uk", 0), await siteReady("central", 2)];
  for (const site of [slow, quick, middling]) watch(site);
  await allAnswer();
  expect(lines).toEqual([quick, middling, slow].map(({ code, url }) => `${code} answers at ${url}`));
});

test("a site that is named again is announced once", async () => {
  const lines: string[] = [];
  const { watch, allAnswer } = announceSites((line) => lines.push(line));
  const site = await siteReady("us", 0);
  watch(site);
  await allAnswer();
  watch(site);
  await allAnswer();
  expect(lines).toEqual([`us answers at ${site.url}`]);
});

test("one that does not answer is named with what it said, and keeps no other from being announced", async () => {
  const lines: string[] = [];
  const { watch, allAnswer } = announceSites((line) => lines.push(line), 0.3);
  const [never, other] = [await siteReady("us", 1_000), await siteReady("uk", 0)];
  watch(never);
  watch(other);
  await expect(allAnswer()).rejects.toThrow(`${never.url}/health does not answer; the last was: 404 {}`);
  expect(lines).toEqual([`uk answers at ${other.url}`]);
});
