import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { planShipments } from "#fulfillment/planning";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { minor } from "#kernel/money";
import { markets } from "#markets/directory";
import { orderCeilings } from "#markets/order-ceilings";
import { cancel } from "#ordering/cancellation-decisions";
import { orderIds } from "#ordering/contracts/ids";
import { integrationEvents } from "#ordering/integration-events";
import { cancelledUnitsOf, linesWithout } from "#ordering/lines";
import { type Order, type OrderLine, progressOf } from "#ordering/order";
import { headItem } from "#ordering/order-items";
import { confirm } from "#ordering/payment-decisions";
import { allocate, dispatch } from "#ordering/shipment-decisions";
import { dispatchOf, having, heldOrder, later, line, noon } from "#ordering/spec-orders";
import { itemSize } from "#test/support/dynamodb/item-size";

/** What EventBridge takes as one entry, and SQS as one message; a message brings less than a kilobyte around the event. */
const bytesPerEvent = 1_024 * 1_024 - 1_000;
/** What DynamoDB takes as one item. */
const bytesPerItem = 400 * 1_024;

/** 64 characters that nothing compresses. */
const longest = (of: string): string =>
  createHash("sha512").update(of).digest("base64").replace(/[+/=]/g, "x").slice(0, 64);

/** As many lines as an order may have, each split over all nodes, of as many sellers as there may be. */
const linesOf = (lines: number, nodes: readonly string[], sellers: number): OrderLine[] =>
  Array.from({ length: lines * nodes.length }, (_, index) => {
    const asked = Math.floor(index / nodes.length);
    return line(index + 1, {
      sellerId: longest(`seller ${asked % sellers}`),
      sku: longest(`sku ${asked}`),
      nodeId: nodes[index % nodes.length] ?? "",
      quantity: Math.floor(orderCeilings.quantity / nodes.length),
      unitPrice: minor(3_999),
    });
  });

/** The events of an order's life at their largest, and the largest head of it. */
function largest(lines: readonly OrderLine[]) {
  const [events, heads]: [DomainEvent[], number[]] = [[], []];
  const write = (before: Order, decision: Parameters<typeof having>[1]): Order => {
    if (decision.outcome !== "accepted") throw new Error("the order's life stops here");
    const after = having(before, decision);
    const published = integrationEvents(
      { after, events: decision.events },
      { at: noon, nextId: () => newId(eventIds) },
    );
    events.push(...published);
    heads.push(itemSize(headItem(after, new Set(), published, later)));
    return after;
  };
  const held = heldOrder([...lines]);
  write(held, cancel(held, lines, { reason: "everything", cause: "operations", at: later }));
  const aUnitOfEach = lines.flatMap(({ lineId, quantity }) => (quantity > 1 ? [{ lineId, quantity: 1 }] : []));
  const fewer = write(held, cancel(held, lines, { lines: aUnitOfEach, reason: "no", cause: "seller", at: later }));
  const confirmed = write(fewer, confirm(fewer, lines, noon));
  const left = linesWithout(lines, cancelledUnitsOf(progressOf(fewer)));
  const planned = planShipments(
    newId(orderIds),
    left.map((one) => ({ ...one, cancelledQuantity: 1, status: "open" as const })),
  );
  const shipments = planned.map(({ id, lines: own }) => ({ shipmentId: id, lineIds: own.map(({ lineId }) => lineId) }));
  const allocated = write(confirmed, allocate(confirmed, shipments));
  const [first] = shipments;
  if (first)
    write(
      allocated,
      dispatch(allocated, lines, { ...dispatchOf(1, first.lineIds, left), shipmentId: first.shipmentId }),
    );
  write(allocated, cancel(allocated, lines, { reason: "everything", cause: "operations", at: later }));
  const bytes = events.map((event) => Buffer.byteLength(JSON.stringify(event)));
  return { event: Math.max(...bytes), head: Math.max(...heads), types: new Set(events.map(({ type }) => type)) };
}

describe("the largest order that is accepted can be published to its end", () => {
  test.each(markets)("in $code", ({ orderLimits, nodes }) => {
    const names = nodes.map(({ id }) => id);
    for (const sellers of [1, orderCeilings.sellers]) {
      const { event, head, types } = largest(linesOf(orderLimits.maximumLines, names, sellers));
      expect(types.size).toBe(3);
      expect(event).toBeLessThan(bytesPerEvent);
      expect(head).toBeLessThan(bytesPerItem);
    }
  });

  test("with the longest names of nodes that a definition may give", () => {
    const names = ["a", "b", "c", "d"].map((name) => name.repeat(32));
    const { event, head } = largest(linesOf(orderCeilings.places / names.length, names, orderCeilings.sellers));
    expect(event).toBeLessThan(bytesPerEvent);
    expect(head).toBeLessThan(bytesPerItem);
  });

  test("which a thousand sellers would not be: neither item nor event has room for them", () => {
    const { event, head } = largest(linesOf(orderCeilings.lines, ["a", "b", "c", "d"], orderCeilings.lines));
    expect(event).toBeGreaterThan(bytesPerEvent);
    expect(head).toBeGreaterThan(bytesPerItem);
  });
});
