import { describe, expect, test } from "vitest";
import { plusSeconds } from "#kernel/time";
import type { LineId } from "#ordering/contracts/ids";
import { accepted, rejected } from "#test/support/decisions";
import { evolve } from "./evolve.ts";
import { type Shipment, type ShipmentEvent, shipmentStatuses, shipmentTransitions } from "./shipment.ts";
import { deliver, dispatch, withdraw } from "./shipment-decisions.ts";
import { now, plannedShipment } from "./spec-support.ts";

const handover = { carrier: "post", trackingNumber: "T1", dispatchedAt: now };
const one = (lineId: LineId) => ({ lineId, quantity: 1 });
const planned = plannedShipment(["l1", "l2"]);
const dispatched = evolve(planned, { type: "shipment-dispatched", lines: [one("l1"), one("l2")], ...handover });
const delivered = evolve(dispatched, { type: "shipment-delivered", deliveredAt: plusSeconds(now, 60) });
const cancelled = evolve(planned, { type: "shipment-cancelled" });

describe("withdrawing units", () => {
  const left = (units: Readonly<Record<LineId, number>>) => new Map(Object.entries(units));
  test("a cancelled line leaves the plan", () => {
    expect(withdraw(planned, left({ l1: 0, l9: 0 }))).toEqual(
      accepted([{ type: "lines-withdrawn", left: [one("l2")] }]),
    );
    expect(evolve(planned, { type: "lines-withdrawn", left: [one("l2")] })).toMatchObject({
      status: "planned",
      lines: [one("l2")],
    });
  });
  test("a line shrinks to what is left of it, and never grows again", () => {
    const three = { ...planned, lines: [{ ...one("l1"), sku: "sku-l1", quantity: 3 }] };
    const decision = withdraw(three, left({ l1: 2 }));
    expect(decision).toEqual(accepted([{ type: "lines-withdrawn", left: [{ lineId: "l1", quantity: 2 }] }]));
    const two = evolve(three, { type: "lines-withdrawn", left: [{ lineId: "l1", quantity: 2 }] });
    expect(two.lines).toEqual([{ lineId: "l1", sku: "sku-l1", quantity: 2 }]);
    expect(withdraw(two, left({ l1: 2 }))).toEqual(accepted([]));
    expect(withdraw(two, left({ l1: 3 }))).toEqual(accepted([]));
  });
  test("a shipment without lines is cancelled", () =>
    expect(withdraw(planned, left({ l1: 0, l2: 0 }))).toEqual(accepted([{ type: "shipment-cancelled" }])));
  test("lines of other shipments, and repeats, change nothing", () => {
    expect(withdraw(planned, left({ l9: 0 }))).toEqual(accepted([]));
    expect(withdraw(cancelled, left({ l1: 0 }))).toEqual(accepted([]));
  });
  test("nothing is taken from what has left", () =>
    expect(withdraw(dispatched, left({ l1: 0, l2: 1 }))).toEqual(
      rejected({ code: "already-dispatched", lineIds: ["l1"] }),
    ));
});

describe("dispatching", () => {
  test("a planned shipment leaves with the lines that the order let go", () => {
    const decision = dispatch(planned, { ...handover, lines: [one("l2")] });
    expect(decision).toEqual(accepted([{ type: "shipment-dispatched", lines: [one("l2")], ...handover }]));
    const [event] = decision.outcome === "accepted" ? decision.events : [];
    expect(evolve(planned, event as ShipmentEvent)).toMatchObject({
      status: "dispatched",
      carrier: "post",
      lines: [{ lineId: "l2" }],
    });
  });
  test("the same handover told again is one", () => {
    expect(dispatch(dispatched, { ...handover, lines: [one("l1"), one("l2")] })).toEqual(accepted([]));
    expect(dispatch(delivered, { ...handover, lines: [one("l1"), one("l2")] })).toEqual(accepted([]));
  });
  test("another handover is refused", () =>
    expect(dispatch(dispatched, { ...handover, carrier: "pigeon", lines: [one("l1")] })).toEqual(
      rejected({ code: "not-dispatchable", status: "dispatched" }),
    ));
  test("a cancelled shipment does not leave", () =>
    expect(dispatch(cancelled, { ...handover, lines: [] })).toEqual(
      rejected({ code: "not-dispatchable", status: "cancelled" }),
    ));
});

describe("delivering", () => {
  test("a dispatched shipment arrives now unless told when", () => {
    const later = plusSeconds(now, 3600);
    expect(deliver(dispatched, { at: undefined, now: later })).toEqual(
      accepted([{ type: "shipment-delivered", deliveredAt: later }]),
    );
    expect(deliver(dispatched, { at: now, now: later })).toEqual(
      accepted([{ type: "shipment-delivered", deliveredAt: now }]),
    );
  });
  test("it does not arrive before it left", () => {
    expect(deliver(dispatched, { at: plusSeconds(now, -1), now })).toEqual(
      rejected({ code: "before-dispatch", dispatchedAt: now }),
    );
    expect(deliver(dispatched, { at: undefined, now: plusSeconds(now, -1) })).toEqual(
      accepted([{ type: "shipment-delivered", deliveredAt: now }]),
    );
  });
  test("the first delivery stands", () => expect(deliver(delivered, { at: now, now })).toEqual(accepted([])));
  test("what was not dispatched does not arrive", () => {
    for (const shipment of [planned, cancelled])
      expect(deliver(shipment, { at: undefined, now })).toEqual(
        rejected({ code: "not-dispatched", status: shipment.status }),
      );
  });
});

test("every state is reachable, and every decision moves along a declared transition", () => {
  const reached = new Set<string>(["planned", ...Object.values(shipmentTransitions).flat()]);
  expect([...reached].sort()).toEqual([...shipmentStatuses].sort());
  const moves: [Shipment, Shipment][] = [
    [planned, dispatched],
    [dispatched, delivered],
    [planned, cancelled],
    [planned, evolve(planned, { type: "lines-withdrawn", left: [one("l2")] })],
  ];
  for (const [from, to] of moves) expect(shipmentTransitions[from.status]).toContain(to.status);
});
