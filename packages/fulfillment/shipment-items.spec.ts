import { expect, test } from "vitest";
import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { eventsIn } from "#platform/outbox";
import { evolve } from "./evolve.ts";
import { integrationEvents } from "./integration-events.ts";
import { type PlannableLine, planShipments } from "./planning.ts";
import { changedAt, itemOf, storedIn } from "./shipment-items.ts";

const now = "2026-01-10T12:00:00.000Z" as Instant;
const orderId = "ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId;
const line: PlannableLine = {
  lineId: "l1",
  sellerId: "ada",
  sku: "A",
  quantity: 1,
  cancelledQuantity: 0,
  nodeId: "north",
  status: "open",
};

test("a shipment is read as it was written, and what one write publishes is not published again by the next", () => {
  const [shipment] = planShipments(orderId, [line]);
  if (!shipment) throw new Error("nothing is planned");
  const cancelled = evolve(shipment, { type: "shipment-cancelled" });
  const change = { before: shipment, after: cancelled, events: [{ type: "shipment-cancelled" } as const] };
  const events = integrationEvents(change, { at: now, nextId: () => newId(eventIds) });
  const written = itemOf(cancelled, new Set(["evt_1"]), events, now);
  expect(eventsIn(written.outbox?.S ?? "")).toEqual(events);
  expect(events).toHaveLength(1);
  const stored = storedIn(written);
  expect(changedAt(written)).toBe(now);
  expect(stored).toEqual({ state: cancelled, seen: new Set(["evt_1"]), beside: undefined });
  expect(itemOf(stored.state, stored.seen, [], now)).not.toHaveProperty("outbox");
});
