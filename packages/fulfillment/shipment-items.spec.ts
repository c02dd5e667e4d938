import { expect, test } from "vitest";
import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { eventsIn } from "#platform/outbox";
import { planShipments } from "./planning.ts";
import { publishedEvents } from "./published-events.ts";
import { itemOf, storedIn } from "./shipment-items.ts";

const now = "2026-01-10T12:00:00.000Z" as Instant;
const orderId = "ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId;
const line = { lineId: "l1", sellerId: "ada", sku: "A", quantity: 1, nodeId: "north", fate: "waiting" } as const;

test("a shipment is read as it was written, and what one write told is not told again by the next", () => {
  const [shipment] = planShipments(orderId, [line]);
  if (!shipment) throw new Error("nothing is planned");
  const told = publishedEvents(shipment, { type: "shipment-cancelled" }, { id: newId(eventIds), version: 1, now });
  const written = itemOf({ shipment, version: 1, seen: new Set(["evt_1"]) }, told);
  expect(eventsIn(written.outbox?.S ?? "")).toEqual(told);
  expect(told).toHaveLength(1);
  const stored = storedIn(written);
  expect(stored).toEqual({ shipment, version: 1, seen: new Set(["evt_1"]) });
  expect(itemOf(stored, [])).not.toHaveProperty("outbox");
});
