import { describe, expect, test } from "vitest";
import { accept, reject } from "#kernel/decision";
import { cancel } from "./cancellation-decisions.ts";
import { lineStatuses } from "./lines.ts";
import { progressOf } from "./order.ts";
import { allocate, deliver, dispatch } from "./shipment-decisions.ts";
import { claim, confirmedOrder, having, heldOrder, later, noon, shipmentId, threeLines } from "./spec-orders.ts";

const plan = [
  { shipmentId: shipmentId(1), lineIds: ["l1", "l2"] },
  { shipmentId: shipmentId(2), lineIds: ["l3"] },
];
const planned = having(confirmedOrder(), allocate(confirmedOrder(), plan));

test("planned shipments allocate their lines, once", () => {
  expect(lineStatuses(progressOf(planned))("l3")).toBe("allocated");
  expect(allocate(planned, plan)).toEqual(accept());
});

test("a plan for an order that was cancelled meanwhile changes nothing", () => {
  const cancelled = having(heldOrder(), cancel(heldOrder(), threeLines, { reason: "no", cause: "buyer", at: noon }));
  expect(allocate(cancelled, plan)).toEqual(accept());
});

describe("dispatch", () => {
  test("takes the shipping with the first shipment, and says which one is the last", () => {
    const first = dispatch(planned, threeLines, claim(1, ["l1", "l2"]));
    expect(first).toMatchObject({
      events: [{ share: { sellerId: "ada", goods: 300, shipping: 50, amount: 350 }, final: false }],
    });
    const second = dispatch(having(planned, first), threeLines, claim(2, ["l3"]));
    expect(second).toMatchObject({
      events: [
        {
          share: { sellerId: "bob", goods: 300, shipping: 0, amount: 300 },
          final: true,
          items: [{ nodeId: "south", quantity: 3 }],
        },
      ],
    });
  });

  test("of a shipment that has left changes nothing", () => {
    const sent = having(planned, dispatch(planned, threeLines, claim(1, ["l1", "l2"])));
    expect(dispatch(sent, threeLines, claim(1, ["l1", "l2"]))).toEqual(accept());
  });

  test("is refused with the state of each line that may not leave", () => {
    const order = having(
      planned,
      cancel(planned, threeLines, { lineIds: ["l1"], reason: "no", cause: "buyer", at: noon }),
    );
    expect(dispatch(order, threeLines, claim(1, ["l1", "l2", "l8"]))).toEqual(
      reject({
        code: "lines-not-sendable",
        lines: [
          { lineId: "l1", status: "cancelled" },
          { lineId: "l8", status: "unknown" },
        ],
      }),
    );
  });

  test("does not take a line from another shipment", () =>
    expect(dispatch(planned, threeLines, claim(2, ["l1"]))).toMatchObject({ outcome: "rejected" }));

  test("brings lines of one seller", () =>
    expect(() => dispatch(confirmedOrder(), threeLines, claim(1, ["l1", "l3"]))).toThrow("one seller"));

  test("leaves no line of its shipment behind", () =>
    expect(dispatch(planned, threeLines, claim(1, ["l1"]))).toEqual(
      reject({ code: "lines-not-sendable", lines: [{ lineId: "l2", status: "allocated" }] }),
    ));

  test("needs no plan: its message may be late", () => {
    const sent = having(confirmedOrder(), dispatch(confirmedOrder(), threeLines, claim(1, ["l1", "l2"])));
    expect(having(sent, allocate(sent, plan))).toMatchObject({
      shipments: [{ status: "dispatched" }, { status: "planned" }],
    });
  });

  test("waits for the money", () =>
    expect(dispatch(heldOrder(), threeLines, claim(1, ["l1"]))).toEqual(
      reject({ code: "order-not-confirmed", status: "held" }),
    ));
});

describe("delivery", () => {
  const sent = having(planned, dispatch(planned, threeLines, claim(1, ["l1", "l2"])));
  const delivered = having(sent, deliver(sent, shipmentId(1), later));

  test("of all that was sent does not complete an order of which more is to come", () =>
    expect(delivered.status).toBe("confirmed"));

  test("of the last shipment completes the order", () => {
    const all = having(delivered, dispatch(delivered, threeLines, claim(2, ["l3"])));
    expect(having(all, deliver(all, shipmentId(2), later))).toMatchObject({ status: "completed", completedAt: later });
  });

  test("told twice changes nothing", () => expect(deliver(delivered, shipmentId(1), later)).toEqual(accept()));

  test("of what never left is refused", () =>
    expect(deliver(planned, shipmentId(2), later)).toEqual(reject({ code: "shipment-not-dispatched" })));
});
