import { expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { eventsIn } from "#platform/outbox";
import { integrationEvents } from "./integration-events.ts";
import { headItem, pageItems, personalDataItem, readHead, readPage, readPersonalData } from "./order-items.ts";
import { confirmedOrder, heldOrder, later, line, noon, orderId, reservingOrder } from "./spec-orders.ts";

test.each([reservingOrder(), heldOrder(), confirmedOrder()])("a $status order is read as it was written", (order) =>
  expect(readHead(headItem(order, new Set(["evt_1"]), [], later))).toEqual({
    state: order,
    seen: new Set(["evt_1"]),
    changedAt: later,
  }),
);

test("an order that was never changed was changed when it was recorded", () => {
  expect(headItem(heldOrder(), new Set(), [], noon)).not.toHaveProperty("changed");
  expect(readHead(headItem(heldOrder(), new Set(), [], noon)).changedAt).toBe(noon);
});

test("the events of one write are not published again by the next", () => {
  const lapsed = { after: heldOrder(), events: [{ type: "order-lapsed" as const }] };
  const [event] = integrationEvents(lapsed, { at: heldOrder().placedAt, nextId: () => "evt_1" });
  if (!event) throw new Error("nothing is published");
  const written = headItem(heldOrder(), new Set(), [event], noon);
  expect(eventsIn(written.outbox?.S ?? "")).toEqual([event]);
  expect(headItem(readHead(written).state, new Set(), [], noon)).not.toHaveProperty("outbox");
});

test("personal data are read as they were written, and nothing is left of them when they are erased", () => {
  const personalData = { buyer: { country: "FR", name: "Ada Lovelace" }, cancelReason: "moved" };
  expect(readPersonalData(personalDataItem(orderId, personalData))).toEqual(personalData);
  expect(readPersonalData(undefined)).toEqual({});
});

test("an order that was taken over remembers both of its times", () => {
  const order = { ...heldOrder(), recordedAt: "2027-01-01T00:00:00.000Z" as Instant };
  expect(readHead(headItem(order, new Set(), [], order.recordedAt)).state).toEqual(order);
});

test("only a held order is in the index of what is due", () => {
  expect(headItem(heldOrder(), new Set(), [], noon)).toHaveProperty("dueShard");
  expect(headItem(confirmedOrder(), new Set(), [], noon)).not.toHaveProperty("dueShard");
  expect(headItem(reservingOrder(), new Set(), [], noon)).not.toHaveProperty("dueShard");
});

test("a thousand lines come back from their pages in order", () => {
  const lines = Array.from({ length: 1_000 }, (_, index) => line(index + 1));
  const pages = pageItems(orderId, lines);
  expect(pages).toHaveLength(4);
  expect(pages.flatMap(readPage)).toEqual(lines);
});

test("the longest lines leave a page far below the limit of an item", () => {
  const longest = {
    title: "\u{1f600}".repeat(200),
    sellerId: "s".repeat(64),
    sku: "k".repeat(64),
    nodeId: "n".repeat(32),
  };
  const [page] = pageItems(
    orderId,
    Array.from({ length: 250 }, (_, index) => line(index + 1, longest)),
  );
  expect(Buffer.byteLength(page?.lines?.S ?? "")).toBeLessThan(400_000);
});
