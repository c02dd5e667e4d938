import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { providerKey } from "../provider.ts";
import { noon, orderId } from "../spec-payments.ts";
import type { Operation } from "./account.ts";
import { carryOutOnce } from "./carry-out-once.ts";
import { dynamoSandboxStore } from "./dynamo-sandbox-store.ts";
import { sandboxTable } from "./table.ts";
import { scriptOf } from "./tokens.ts";

const authorise = providerKey(orderId, "authorise");
const capture = (number: number) => providerKey(orderId, `capture:shp_${number}`);
const authorising = (token: string): Operation => ({
  kind: "authorise",
  amount: minor(1_000),
  captureMode: "deferred",
  payBy: plusSeconds(noon, 900),
  script: scriptOf(token),
});

function sandbox() {
  const { dynamo } = memoryTables([sandboxTable]);
  const store = dynamoSandboxStore({ dynamo, table: sandboxTable.name });
  const send = (key: typeof authorise, operation: Operation, at = noon) => carryOutOnce(store, { key, operation, at });
  return { store, send, account: async () => (await store.accountOf(authorise).load())?.state };
}
const accountWith = (captured: number, version: number) => ({
  version,
  account: {
    captureMode: "deferred",
    authorised: 1_000,
    captured,
    voided: 0,
    refunded: 0,
    standsFrom: noon,
  },
});

test("an operation that is sent twice is carried out once, and answered alike", async () => {
  const { store, send, account } = sandbox();
  const record = {
    key: authorise,
    kind: "authorise",
    amount: 1_000,
    result: { outcome: "succeeded" },
    knownFrom: noon,
  };
  expect(await send(authorise, authorising("tok_ok"))).toEqual({ record, isNew: true });
  expect(await send(authorise, authorising("tok_ok"), plusSeconds(noon, 60))).toMatchObject({ record, isNew: false });
  expect(await store.find(authorise)).toMatchObject(record);
  expect(await account()).toEqual(accountWith(0, 1));
});

test("operations that come at once are carried out one after another", async () => {
  const { send, account } = sandbox();
  await send(authorise, authorising("tok_ok"));
  const captures = [400, 300, 500].map((amount, number) =>
    send(capture(number), { kind: "capture", amount: minor(amount) }),
  );
  const results = (await Promise.all(captures)).map(({ record }) => record.result.outcome);
  expect(results.filter((outcome) => outcome === "failed")).toHaveLength(1);
  const { version, account: after } = (await account()) ?? { version: 0, account: undefined };
  expect([version, (after?.captured ?? 0) <= 1_000]).toEqual([3, true]);
});

test("a refused operation is kept for ever and leaves the account as it was", async () => {
  const { send, account } = sandbox();
  const { record } = await send(authorise, authorising("tok_declined"));
  expect(record.result).toEqual({ outcome: "failed", reason: "declined" });
  expect(await account()).toEqual({ version: 0, account: undefined });
  expect(await send(authorise, authorising("tok_ok"))).toMatchObject({
    record: { result: record.result },
    isNew: false,
  });
});
