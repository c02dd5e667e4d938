import { expect, test } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { writeDown } from "./change-payment.ts";
import { dynamoPaymentStore } from "./dynamo-payment-store.ts";
import { recordAnswer } from "./operation-decisions.ts";
import { newPayment } from "./payment.ts";
import { agree, close, dispatch } from "./payment-decisions.ts";
import { noon, orderId, stored, termsWith } from "./spec-payments.ts";
import { paymentsTable } from "./table.ts";

const shipment = (number: number) => `shp_01h2xcejqtf2nbrexx3vqjhp4${number}` as ShipmentId;

function payments() {
  const tables = memoryTables([paymentsTable]);
  const store = dynamoPaymentStore({ dynamo: tables.dynamo, table: paymentsTable.name });
  return { store, calls: () => tables.calls.splice(0) };
}

test("an order of which nothing is known has a payment, at version 0", async () => {
  const { store } = payments();
  expect(await store.find(orderId)).toEqual(stored(newPayment(orderId)));
});

test("a change is read with its cause, and the same cause changes nothing again", async () => {
  const { store, calls } = payments();
  const placed = {
    orderId,
    at: noon,
    cause: "evt_placed",
    decide: (payment: ReturnType<typeof newPayment>) => agree(payment, termsWith()),
  };
  const changed = await writeDown(store, placed);
  expect(changed.outcome).toBe("changed");
  expect(await store.find(orderId)).toEqual(changed.outcome === "changed" && changed.stored);
  expect((await store.find(orderId)).seen).toEqual(new Set(["evt_placed"]));
  calls();
  const again = await writeDown(store, { ...placed, decide: (payment) => close(payment, "lapsed") });
  expect(again).toEqual({ outcome: "unchanged", stored: await store.find(orderId) });
  expect(calls().filter((call) => call !== "GetItemCommand")).toEqual([]);
});

test("changes that come at once are all kept, and what is known need not be read", async () => {
  const { store, calls } = payments();
  const first = await writeDown(store, { orderId, at: noon, decide: (payment) => agree(payment, termsWith()) });
  if (first.outcome !== "changed") throw new Error("a placed order changes its payment");
  calls();
  await writeDown(store, {
    orderId,
    at: noon,
    known: first.stored,
    decide: (payment) => recordAnswer(payment, "authorise", { outcome: "succeeded" }, noon),
  });
  expect(calls()).toEqual(["PutItemCommand"]);
  await Promise.all(
    [1, 2, 3].map((number) =>
      writeDown(store, {
        orderId,
        at: noon,
        known: first.stored,
        decide: (payment) => dispatch(payment, shipment(number), minor(number)),
      }),
    ),
  );
  const { state } = await store.find(orderId);
  expect(state.dispatched).toEqual({ [shipment(1)]: 1, [shipment(2)]: 2, [shipment(3)]: 3 });
  expect(state.version).toBe(5);
});

test("a payment is found when it is due, and not before", async () => {
  const { store } = payments();
  await writeDown(store, { orderId, at: noon, decide: (payment) => agree(payment, termsWith()) });
  const since = plusSeconds(noon, 30);
  expect(await store.findDue(plusSeconds(noon, 29), 10)).toEqual([]);
  expect(await store.findDue(since, 10)).toEqual([{ orderId, since }]);
  await writeDown(store, {
    orderId,
    at: noon,
    decide: (payment) => recordAnswer(payment, "authorise", { outcome: "succeeded" }, noon),
  });
  expect(await store.findDue(plusSeconds(noon, 3_600), 10)).toEqual([]);
});
