import { afterEach, expect, test, vi } from "vitest";
import { log } from "./log.ts";
import { secretOf } from "./secret.ts";

afterEach(() => vi.restoreAllMocks());

/** A function's view of a secret that says these things, one after the other; `undefined`: it cannot be read. */
function secretSaying(...words: readonly (string | undefined)[]) {
  let minute = 0;
  let reads = 0;
  const send = async () => {
    const word = words[reads++];
    if (word === undefined) throw new Error("Secrets Manager is away");
    return { SecretString: word };
  };
  const secret = secretOf("arn:aws:secretsmanager:x", { send } as never, () => minute * 60_000);
  return {
    at: (now: number) => {
      minute = now;
      return secret();
    },
    reads: () => reads,
  };
}

test("a secret is read once for all that need it within five minutes", async () => {
  const secret = secretSaying("old", "new");
  expect(await Promise.all([secret.at(0), secret.at(0), secret.at(4)])).toEqual(["old", "old", "old"]);
  expect(secret.reads()).toBe(1);
});

test("a function that lives on hears of a change within five minutes", async () => {
  const secret = secretSaying("old", "new");
  expect(await secret.at(0)).toBe("old");
  expect(await secret.at(5)).toBe("new");
});

test("what is known stays good while the secret cannot be read again", async () => {
  vi.spyOn(log, "warn").mockImplementation(() => undefined);
  const secret = secretSaying("old", undefined, "new");
  await secret.at(0);
  expect(await secret.at(6)).toBe("old");
  expect(await secret.at(7)).toBe("old");
  expect(await secret.at(11)).toBe("new");
});

test("a first failure is told, and not kept", async () => {
  const secret = secretSaying(undefined, "old");
  await expect(secret.at(0)).rejects.toThrow("away");
  expect(await secret.at(0)).toBe("old");
});
