import { Command } from "commander";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ahead, CommandError, type CommonOptions, type Outcome, performs } from "./outcome.ts";

let out = "";
let err = "";
beforeEach(() => {
  [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const run = async (work: () => Promise<Outcome>, ...words: string[]) => {
  const fleet = new Command("fleet").addCommand(performs<[], CommonOptions>(new Command("sail"), work));
  await new Command("archipelago").addCommand(fleet).parseAsync(["fleet", "sail", ...words], { from: "user" });
  return { out, err, code: process.exitCode };
};
const arrived = async () => ({ document: { islands: 3 }, text: "three islands" });

test("people get text, programs one JSON document", async () => {
  expect(await run(arrived)).toEqual({ out: "three islands\n", err: "", code: 0 });
  out = "";
  expect(await run(arrived, "--json")).toEqual({ out: '{"islands":3}\n', err: "", code: 0 });
});

test("what was not done fails, and still says what there is to say", async () => {
  expect(await run(async () => ({ ...(await arrived()), done: false }), "--json")).toEqual({
    out: '{"islands":3}\n',
    err: "",
    code: 1,
  });
});

test("an error leaves standard output empty, and names the command as it was called", async () => {
  const failing = async () => Promise.reject(new CommandError("no wind"));
  expect(await run(failing, "--json")).toEqual({ out: "", err: "archipelago fleet sail: no wind\n", code: 1 });
});

test("what is shown ahead is for people: programs get their one document", async () => {
  for (const words of [[], ["--json"]]) {
    await performs<[], CommonOptions>(new Command("sail"), async (options) => {
      ahead("land in sight", options);
      return arrived();
    }).parseAsync(words, { from: "user" });
    out += "--";
  }
  expect(out).toBe('land in sight\nthree islands\n--{"islands":3}\n--');
});
