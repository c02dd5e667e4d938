import { expect, test } from "vitest";
import { tokenSource } from "./token-source.ts";

const counting = (expiresIn: number, clock: () => number) => {
  let fetched = 0;
  return tokenSource(async () => ({ accessToken: `token ${++fetched}`, expiresIn }), clock);
};

test("a token is used until a minute before it expires", async () => {
  let now = 0;
  const tokens = counting(3600, () => now);
  expect(await tokens.current()).toBe("token 1");
  now = 3_539_000;
  expect(await tokens.current()).toBe("token 1");
  now = 3_540_000;
  expect(await tokens.current()).toBe("token 2");
});

test("callers that come together share one token, and a refused one is replaced", async () => {
  const tokens = counting(3600, () => 0);
  expect(await Promise.all([tokens.current(), tokens.current()])).toEqual(["token 1", "token 1"]);
  tokens.forget();
  expect(await tokens.current()).toBe("token 2");
});

test("a failure is told to who asked, and does not last", async () => {
  let broken = true;
  const tokens = tokenSource(async () => {
    if (broken) throw new Error("no");
    return { accessToken: "token", expiresIn: 3600 };
  });
  await expect(tokens.current()).rejects.toThrow("no");
  broken = false;
  expect(await tokens.current()).toBe("token");
});
