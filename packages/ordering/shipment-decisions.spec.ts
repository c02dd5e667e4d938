import { describe, expect, test } from "vitest";
import { type Instant, plusSeconds } from "#kernel/time";
import { accepted, rejected } from "#test/support/decisions";
import { cancel } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import type { Share } from "./contracts/share.ts";
import { itemsOf, lineStatuses } from "./lines.ts";
import { progressOf } from "./order.ts";
import type { OrderEvent, PlannedShipment } from "./order-event.ts";
import { allocate, deliver, dispatch } from "./shipment-decisions.ts";
import {
  confirmedOrder,
  dispatchOf,
  having,
  heldOrder,
  later,
  naming,
  noon,
  share,
  shipmentId,
  someLines,
  threeLines,
} from "./spec-orders.ts";

const plan: readonly PlannedShipment[] = [
  { shipmentId: shipmentId(1), lineIds: ["l1", "l2"] },
  { shipmentId: shipmentId(2), lineIds: ["l3"] },
];
const planned = having(confirmedOrder(), allocate(confirmedOrder(), plan));

/** The lines of a shipment leave. @param final whether none is left to be sent */
const dispatched = (shipment: number, lineIds: readonly LineId[], share: Share, final: boolean): OrderEvent => {
  const { orderId: _, lines: __, ...handover } = dispatchOf(shipment, lineIds);
  const leaving = someLines(...lineIds);
  const lines = leaving.map(({ lineId, category, quantity, unitPrice }) => ({ lineId, category, quantity, unitPrice }));
  return { type: "lines-dispatched", ...handover, lines, items: itemsOf(leaving), share, final };
};

test("planned shipments allocate their lines, once", () => {
  expect(allocate(confirmedOrder(), plan)).toEqual(accepted([{ type: "lines-allocated", shipments: plan }]));
  expect(lineStatuses(progressOf(planned))("l3")).toBe("allocated");
  expect(allocate(planned, plan)).toEqual(accepted([]));
});

test("a plan for an order that was cancelled meanwhile changes nothing", () => {
  const cancelled = having(heldOrder(), cancel(heldOrder(), threeLines, { reason: "no", cause: "buyer", at: noon }));
  expect(allocate(cancelled, plan)).toEqual(accepted([]));
});

describe("dispatch", () => {
  test("lies not before the order was placed, by a millisecond either", () => {
    const order = confirmedOrder();
    const at = (dispatchedAt: Instant) => dispatch(order, threeLines, { ...dispatchOf(1, ["l1", "l2"]), dispatchedAt });
    expect(at(plusSeconds(order.placedAt, -0.001))).toEqual(
      rejected({ code: "before-placed", placedAt: order.placedAt }),
    );
    expect(at(order.placedAt)).toMatchObject({ outcome: "accepted" });
  });

  test("takes the shipping with the first shipment, and says which one is the last", () => {
    const first = dispatch(planned, threeLines, dispatchOf(1, ["l1", "l2"]));
    expect(first).toEqual(accepted([dispatched(1, ["l1", "l2"], share("ada", 300, 50), false)]));
    const second = dispatch(having(planned, first), threeLines, dispatchOf(2, ["l3"]));
    expect(second).toEqual(accepted([dispatched(2, ["l3"], share("bob", 300, 0), true)]));
    expect(itemsOf(someLines("l3"))).toMatchObject([{ nodeId: "south", quantity: 3 }]);
  });

  test("of a shipment that has left changes nothing", () => {
    const sent = having(planned, dispatch(planned, threeLines, dispatchOf(1, ["l1", "l2"])));
    expect(dispatch(sent, threeLines, dispatchOf(1, ["l1", "l2"]))).toEqual(accepted([]));
  });

  test("is refused with the state of each line that may not leave", () => {
    const order = having(
      planned,
      cancel(planned, threeLines, { ...naming(["l1"]), reason: "no", cause: "buyer", at: noon }),
    );
    expect(dispatch(order, threeLines, dispatchOf(1, ["l1", "l2", "l8"]))).toEqual(
      rejected({
        code: "lines-not-sendable",
        lines: [
          { lineId: "l1", status: "cancelled" },
          { lineId: "l8", status: "unknown" },
        ],
      }),
    );
  });

  test("does not take a line from another shipment", () =>
    expect(dispatch(planned, threeLines, dispatchOf(2, ["l1"]))).toEqual(
      rejected({
        code: "lines-not-sendable",
        lines: [
          { lineId: "l1", status: "allocated" },
          { lineId: "l3", status: "allocated" },
        ],
      }),
    ));

  test("brings lines of one seller", () =>
    expect(() => dispatch(confirmedOrder(), threeLines, dispatchOf(1, ["l1", "l3"]))).toThrow("one seller"));

  test("leaves no line of its shipment behind", () =>
    expect(dispatch(planned, threeLines, dispatchOf(1, ["l1"]))).toEqual(
      rejected({ code: "lines-not-sendable", lines: [{ lineId: "l2", status: "allocated" }] }),
    ));

  test("needs no plan: its message may be late", () => {
    const decision = dispatch(confirmedOrder(), threeLines, dispatchOf(1, ["l1", "l2"]));
    expect(decision).toEqual(accepted([dispatched(1, ["l1", "l2"], share("ada", 300, 50), false)]));
    const sent = having(confirmedOrder(), decision);
    expect(having(sent, allocate(sent, plan))).toMatchObject({
      shipments: [{ status: "dispatched" }, { status: "planned" }],
    });
  });

  test("waits for the money", () =>
    expect(dispatch(heldOrder(), threeLines, dispatchOf(1, ["l1"]))).toEqual(
      rejected({ code: "order-not-confirmed", status: "held" }),
    ));
});

describe("delivery", () => {
  const sent = having(planned, dispatch(planned, threeLines, dispatchOf(1, ["l1", "l2"])));
  const delivered = having(sent, deliver(sent, shipmentId(1), later));

  test("of all that was sent does not complete an order of which more is to come", () => {
    expect(deliver(sent, shipmentId(1), later)).toEqual(
      accepted([{ type: "shipment-delivered", shipmentId: shipmentId(1) }]),
    );
    expect(delivered.status).toBe("confirmed");
  });

  test("of the last shipment completes the order", () => {
    const all = having(delivered, dispatch(delivered, threeLines, dispatchOf(2, ["l3"])));
    const decision = deliver(all, shipmentId(2), later);
    expect(decision).toEqual(
      accepted([
        { type: "shipment-delivered", shipmentId: shipmentId(2) },
        { type: "order-completed", at: later },
      ]),
    );
    expect(having(all, decision)).toMatchObject({ status: "completed", completedAt: later });
  });

  test("told twice changes nothing", () => expect(deliver(delivered, shipmentId(1), later)).toEqual(accepted([])));

  test("of what never left is refused", () =>
    expect(deliver(planned, shipmentId(2), later)).toEqual(rejected({ code: "shipment-not-dispatched" })));
});
