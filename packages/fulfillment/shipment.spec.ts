import { describe, expect, test } from "vitest";
import { accept, reject } from "#kernel/decision";
import { plusSeconds } from "#kernel/time";
import {
  after,
  deliver,
  dispatch,
  type Shipment,
  type ShipmentEvent,
  shipmentStatuses,
  transitions,
  withdraw,
} from "./shipment.ts";
import { now, plannedShipment } from "./spec-support.ts";

const handover = { carrier: "post", trackingNumber: "T1", dispatchedAt: now };
const planned = plannedShipment(["l1", "l2"]);
const dispatched = after(planned, { type: "shipment-dispatched", lineIds: ["l1", "l2"], ...handover });
const delivered = after(dispatched, { type: "shipment-delivered", deliveredAt: plusSeconds(now, 60) });
const cancelled = after(planned, { type: "shipment-cancelled" });

describe("withdrawing lines", () => {
  test("a cancelled line leaves the plan", () => {
    expect(withdraw(planned, new Set(["l1", "l9"]))).toEqual(accept({ type: "lines-withdrawn", lineIds: ["l1"] }));
    expect(after(planned, { type: "lines-withdrawn", lineIds: ["l1"] }).lines.map(({ lineId }) => lineId)).toEqual([
      "l2",
    ]);
  });
  test("a shipment without lines is cancelled", () =>
    expect(withdraw(planned, new Set(["l1", "l2"]))).toEqual(accept({ type: "shipment-cancelled" })));
  test("lines of other shipments, and repeats, change nothing", () => {
    expect(withdraw(planned, new Set(["l9"]))).toEqual(accept());
    expect(withdraw(cancelled, new Set(["l1"]))).toEqual(accept());
  });
  test("nothing is taken from what has left", () =>
    expect(withdraw(dispatched, new Set(["l1"]))).toEqual(reject({ code: "already-dispatched", lineIds: ["l1"] })));
});

describe("dispatching", () => {
  test("a planned shipment leaves with the lines that the order let go", () => {
    const decision = dispatch(planned, { ...handover, lineIds: ["l2"] });
    expect(decision).toEqual(accept({ type: "shipment-dispatched", lineIds: ["l2"], ...handover }));
    const [event] = decision.outcome === "accepted" ? decision.events : [];
    expect(after(planned, event as ShipmentEvent)).toMatchObject({
      status: "dispatched",
      carrier: "post",
      lines: [{ lineId: "l2" }],
    });
  });
  test("the same handover told again is one", () => {
    expect(dispatch(dispatched, { ...handover, lineIds: ["l1", "l2"] })).toEqual(accept());
    expect(dispatch(delivered, { ...handover, lineIds: ["l1", "l2"] })).toEqual(accept());
  });
  test("another handover is refused", () =>
    expect(dispatch(dispatched, { ...handover, carrier: "pigeon", lineIds: ["l1"] })).toEqual(
      reject({ code: "not-dispatchable", status: "dispatched" }),
    ));
  test("a cancelled shipment does not leave", () =>
    expect(dispatch(cancelled, { ...handover, lineIds: [] })).toEqual(
      reject({ code: "not-dispatchable", status: "cancelled" }),
    ));
});

describe("delivering", () => {
  test("a dispatched shipment arrives now unless told when", () => {
    const later = plusSeconds(now, 3600);
    expect(deliver(dispatched, { at: undefined, now: later })).toEqual(
      accept({ type: "shipment-delivered", deliveredAt: later }),
    );
    expect(deliver(dispatched, { at: now, now: later })).toEqual(
      accept({ type: "shipment-delivered", deliveredAt: now }),
    );
  });
  test("it does not arrive before it left", () => {
    expect(deliver(dispatched, { at: plusSeconds(now, -1), now })).toEqual(
      reject({ code: "before-dispatch", dispatchedAt: now }),
    );
    expect(deliver(dispatched, { at: undefined, now: plusSeconds(now, -1) })).toEqual(
      accept({ type: "shipment-delivered", deliveredAt: now }),
    );
  });
  test("the first delivery stands", () => expect(deliver(delivered, { at: now, now })).toEqual(accept()));
  test("what was not dispatched does not arrive", () => {
    for (const shipment of [planned, cancelled])
      expect(deliver(shipment, { at: undefined, now })).toEqual(
        reject({ code: "not-dispatched", status: shipment.status }),
      );
  });
});

test("every state is reachable, and every decision moves along a declared transition", () => {
  const reached = new Set<string>(["planned", ...Object.values(transitions).flat()]);
  expect([...reached].sort()).toEqual([...shipmentStatuses].sort());
  const moves: [Shipment, Shipment][] = [
    [planned, dispatched],
    [dispatched, delivered],
    [planned, cancelled],
    [planned, after(planned, { type: "lines-withdrawn", lineIds: ["l1"] })],
  ];
  for (const [from, to] of moves) expect(transitions[from.status]).toContain(to.status);
});
