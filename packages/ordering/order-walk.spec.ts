import fc from "fast-check";
import { expect, test } from "vitest";
import type { Decision } from "#kernel/decision";
import { sum } from "#kernel/money";
import { mayBecome } from "#kernel/transitions";
import { cancel } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import { evolve } from "./evolve.ts";
import { integrationEvents } from "./integration-events.ts";
import { cancelledUnitsOf, lineStatuses, linesWithout } from "./lines.ts";
import { lineTransitions, type Order, orderTransitions, progressOf } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { confirm, decline, lapse } from "./payment-decisions.ts";
import { allocate, deliver, dispatch } from "./shipment-decisions.ts";
import { dispatchOf, heldOrder, later, line, naming, noon, shipmentId } from "./spec-orders.ts";

const lines = [1, 2, 3, 4].map((number) => line(number));
const someLines = fc.subarray(
  lines.map(({ lineId }) => lineId),
  { minLength: 1 },
);
const someShipment = fc.integer({ min: 1, max: 4 });

type Step = (order: Order) => Decision<OrderEvent, unknown>;
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>((order) => confirm(order, lines, noon)),
  fc.constant<Step>((order) => lapse(order, noon)),
  fc.constant<Step>((order) => lapse(order, later)),
  fc.constant<Step>((order) => decline(order, lines)),
  fc.option(someLines, { nil: undefined }).map(
    (lineIds): Step =>
      (order) =>
        cancel(order, lines, {
          ...(lineIds ? naming(lineIds) : {}),
          reason: "Mrs Byron moved",
          cause: "buyer",
          at: noon,
        }),
  ),
  fc.tuple(someShipment, someLines).map(
    ([id, lineIds]): Step =>
      (order) =>
        allocate(order, [{ shipmentId: shipmentId(id), lineIds: free(order, lineIds) }]),
  ),
  fc.tuple(someShipment, someLines).map(
    ([id, lineIds]): Step =>
      (order) =>
        dispatch(order, lines, dispatchOf(id, lineIds, linesWithout(lines, cancelledUnitsOf(progressOf(order))))),
  ),
  someShipment.map(
    (id): Step =>
      (order) =>
        deliver(order, shipmentId(id), later),
  ),
);
/** Some units of lines go: asked again, as many more would. */
const someUnits: fc.Arbitrary<Step> = fc
  .array(
    fc.record({
      lineId: fc.constantFrom(...lines.map(({ lineId }) => lineId)),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((some) => [...new Map(some.map((one) => [one.lineId, one])).values()])
  .map(
    (asked): Step =>
      (order) =>
        cancel(order, lines, { lines: asked, reason: "Mrs Byron moved", cause: "seller", at: noon }),
  );
/** Fulfilment plans a line once. */
const free = (order: Order, lineIds: readonly LineId[]) => {
  const planned = new Set(progressOf(order).shipments.flatMap((shipment) => shipment.lineIds));
  return lineIds.filter((lineId) => !planned.has(lineId));
};
const aWalk = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Step>((order) => confirm(order, lines, noon)) },
    { weight: 9, arbitrary: aStep },
    { weight: 2, arbitrary: someUnits },
  ),
  { maxLength: 25 },
);

function walk(steps: readonly Step[]) {
  const orders: Order[] = [{ ...heldOrder(lines), paymentToken: "tok_secret" }];
  const events: OrderEvent[] = [];
  for (const step of steps) {
    const order = orders.at(-1) as Order;
    const decision = step(order);
    if (decision.outcome !== "accepted") continue;
    for (const event of decision.events) {
      events.push(event);
      orders.push(evolve(orders.at(-1) as Order, event));
    }
  }
  return { orders, events, last: orders.at(-1) as Order };
}

test("orders and lines only ever go where their tables allow", () =>
  fc.assert(
    fc.property(aWalk, (steps) => {
      const { orders } = walk(steps);
      orders.slice(1).forEach((order, index) => {
        const before = orders[index] as Order;
        expect(mayBecome(orderTransitions, before.status, order.status)).toBe(true);
        for (const { lineId } of lines) {
          const [from, to] = [lineStatuses(progressOf(before))(lineId), lineStatuses(progressOf(order))(lineId)];
          expect(from === to || mayBecome(lineTransitions, from, to)).toBe(true);
        }
      });
    }),
  ));

test("what is dispatched and what is cancelled never adds up to more than the total, and to all of it in the end", () =>
  fc.assert(
    fc.property(aWalk, (steps) => {
      const { events, last } = walk(steps);
      const settled = sum(
        events
          .flatMap((event) => ("share" in event ? event.share : "amount" in event ? event : []))
          .map(({ amount }) => amount),
      );
      expect(settled).toBeLessThanOrEqual(last.totals.total);
      if (last.status === "cancelled" || last.status === "completed") expect(settled).toBe(last.totals.total);
    }),
  ));

test("the means of payment leave the order with its last word on paying; they and what people wrote are in no event", () =>
  fc.assert(
    fc.property(aWalk, (steps) => {
      const { orders, events, last } = walk(steps);
      const published = integrationEvents({ after: last, events }, { at: noon, nextId: () => "evt_1" });
      expect(JSON.stringify(published)).not.toMatch(/tok_secret|Byron/);
      for (const order of orders) {
        expect("paymentToken" in order).toBe(order.status === "held");
        expect(JSON.stringify(order)).not.toContain("Byron");
      }
    }),
  ));

test("every unit is dispatched or cancelled once, a line leaves once, and the order knows how much of it is cancelled", () =>
  fc.assert(
    fc.property(aWalk, (steps) => {
      const { events, last } = walk(steps);
      const unitsIn = (type: string, wanted: LineId) =>
        events.flatMap((event) =>
          event.type === type && "items" in event
            ? event.lines.flatMap(({ lineId, quantity }) => (lineId === wanted ? [quantity] : []))
            : [],
        );
      for (const line of lines) {
        const [sent, cancelled] = [unitsIn("lines-dispatched", line.lineId), unitsIn("lines-cancelled", line.lineId)];
        const units = (some: readonly number[]) => some.reduce((all, some) => all + some, 0);
        expect(sent.length).toBeLessThanOrEqual(1);
        expect(units([...sent, ...cancelled])).toBeLessThanOrEqual(line.quantity);
        if (sent.length > 0) expect(units([...sent, ...cancelled])).toBe(line.quantity);
        expect(cancelledUnitsOf(progressOf(last))(line)).toBe(units(cancelled));
        const isCancelled = lineStatuses(progressOf(last))(line.lineId) === "cancelled";
        expect(isCancelled).toBe(units(cancelled) === line.quantity);
      }
      for (const event of events)
        if ("items" in event)
          expect(event.items.reduce((all, { quantity }) => all + quantity, 0)).toBe(
            event.lines.reduce((all, { quantity }) => all + quantity, 0),
          );
    }),
  ));

test("an order is completed if and only if every line is delivered or cancelled, and one is delivered", () =>
  fc.assert(
    fc.property(aWalk, (steps) => {
      const { last } = walk(steps);
      if (last.status !== "confirmed" && last.status !== "completed") return;
      const statuses = lines.map(({ lineId }) => lineStatuses(progressOf(last))(lineId));
      const done = statuses.every((status) => status === "delivered" || status === "cancelled");
      expect(last.status === "completed").toBe(done);
    }),
  ));

test("asking twice for the same changes nothing the second time", () =>
  fc.assert(
    fc.property(aWalk, aStep, (steps, step) => {
      const { last } = walk(steps);
      const first = step(last);
      if (first.outcome !== "accepted" || first.events.length === 0) return;
      const again = step(first.events.reduce(evolve, last));
      expect(again.outcome === "rejected" || again.events.length === 0).toBe(true);
    }),
  ));
