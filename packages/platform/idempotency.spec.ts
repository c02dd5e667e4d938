import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { answer } from "./answer.ts";
import type { Item } from "./dynamo.ts";
import { type IdempotentRequest, idempotencyRecordKey, idempotencyWrite, replayOf } from "./idempotency.ts";

const now = instantOf(Date.parse("2026-01-01T00:00:00Z"));
const request = (more: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
  caller: { id: "client-1" },
  routeKey: "POST /orders",
  fingerprint: "body-1",
  idempotencyKey: "key-1",
  ...more,
});
const recordOf = (one: IdempotentRequest) =>
  idempotencyWrite(
    "table",
    one,
    answer(201, { id: "ord_1", note: "é" }, { version: 3, location: "/orders/ord_1" }),
    now,
  ).Put?.Item as Item;

test("a repeat answers as the first did, and says so", () =>
  expect(replayOf(recordOf(request()), request())).toEqual({
    status: 201,
    body: { id: "ord_1", note: "é" },
    version: 3,
    location: "/orders/ord_1",
    replayed: true,
  }));

test("a key with another body is refused", () =>
  expect(replayOf(recordOf(request()), request({ fingerprint: "body-2" }))).toMatchObject({
    problem: "idempotency-key-reused",
  }));

test("keys of different callers and routes are different keys", () => {
  const keys = [
    request(),
    request({ caller: { id: "client-2" } }),
    request({ routeKey: "POST /things" }),
    request({ idempotencyKey: "key-2" }),
    request({ caller: { id: "client-1 POST" }, routeKey: "/orders" }),
  ].map((one) => idempotencyRecordKey(one).pk);
  expect(new Set(keys).size).toBe(keys.length);
  expect(idempotencyRecordKey(request({ fingerprint: "body-2" })).pk).toBe(keys[0]);
});

test("a record outlives the promised day and does not show the client's key", () => {
  const record = recordOf(request({ idempotencyKey: "someone@example.org" }));
  expect(Number(record.expiresAt?.N)).toBeGreaterThanOrEqual(Date.parse(now) / 1000 + 86_400);
  expect(JSON.stringify(record)).not.toContain("someone@example.org");
});

test("a record is never written over another", () =>
  expect(idempotencyWrite("table", request(), answer(200), now).Put?.ConditionExpression).toBe(
    "attribute_not_exists(pk)",
  ));
