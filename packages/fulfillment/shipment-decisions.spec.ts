import { describe, expect, test } from "vitest";
import { plusSeconds } from "#kernel/time";
import { accepted, rejected } from "#test/support/decisions";
import { evolve } from "./evolve.ts";
import { type Shipment, type ShipmentEvent, shipmentStatuses, shipmentTransitions } from "./shipment.ts";
import { deliver, dispatch, withdraw } from "./shipment-decisions.ts";
import { now, plannedShipment } from "./spec-support.ts";

const handover = { carrier: "post", trackingNumber: "T1", dispatchedAt: now };
const planned = plannedShipment(["l1", "l2"]);
const dispatched = evolve(planned, { type: "shipment-dispatched", lineIds: ["l1", "l2"], ...handover });
const delivered = evolve(dispatched, { type: "shipment-delivered", deliveredAt: plusSeconds(now, 60) });
const cancelled = evolve(planned, { type: "shipment-cancelled" });

describe("withdrawing lines", () => {
  test("a cancelled line leaves the plan", () => {
    expect(withdraw(planned, new Set(["l1", "l9"]))).toEqual(accepted([{ type: "lines-withdrawn", lineIds: ["l1"] }]));
    expect(evolve(planned, { type: "lines-withdrawn", lineIds: ["l1"] }).lines.map(({ lineId }) => lineId)).toEqual([
      "l2",
    ]);
  });
  test("a shipment without lines is cancelled", () =>
    expect(withdraw(planned, new Set(["l1", "l2"]))).toEqual(accepted([{ type: "shipment-cancelled" }])));
  test("lines of other shipments, and repeats, change nothing", () => {
    expect(withdraw(planned, new Set(["l9"]))).toEqual(accepted([]));
    expect(withdraw(cancelled, new Set(["l1"]))).toEqual(accepted([]));
  });
  test("nothing is taken from what has left", () =>
    expect(withdraw(dispatched, new Set(["l1"]))).toEqual(rejected({ code: "already-dispatched", lineIds: ["l1"] })));
});

describe("dispatching", () => {
  test("a planned shipment leaves with the lines that the order let go", () => {
    const decision = dispatch(planned, { ...handover, lineIds: ["l2"] });
    expect(decision).toEqual(accepted([{ type: "shipment-dispatched", lineIds: ["l2"], ...handover }]));
    const [event] = decision.outcome === "accepted" ? decision.events : [];
    expect(evolve(planned, event as ShipmentEvent)).toMatchObject({
      status: "dispatched",
      carrier: "post",
      lines: [{ lineId: "l2" }],
    });
  });
  test("the same handover told again is one", () => {
    expect(dispatch(dispatched, { ...handover, lineIds: ["l1", "l2"] })).toEqual(accepted([]));
    expect(dispatch(delivered, { ...handover, lineIds: ["l1", "l2"] })).toEqual(accepted([]));
  });
  test("another handover is refused", () =>
    expect(dispatch(dispatched, { ...handover, carrier: "pigeon", lineIds: ["l1"] })).toEqual(
      rejected({ code: "not-dispatchable", status: "dispatched" }),
    ));
  test("a cancelled shipment does not leave", () =>
    expect(dispatch(cancelled, { ...handover, lineIds: [] })).toEqual(
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
    [planned, evolve(planned, { type: "lines-withdrawn", lineIds: ["l1"] })],
  ];
  for (const [from, to] of moves) expect(shipmentTransitions[from.status]).toContain(to.status);
});
