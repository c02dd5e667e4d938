import { describe, expect, test } from "vitest";
import { accepted, rejected } from "#test/support/decisions";
import { cancel } from "./cancellation-decisions.ts";
import { confirm, lapse } from "./payment-decisions.ts";
import { deliver } from "./shipment-decisions.ts";
import { asked, cancelled, sent } from "./spec-cancellations.ts";
import {
  confirmedOrder,
  having,
  heldOrder,
  later,
  noon,
  reservingOrder,
  share,
  shipmentId,
  threeLines,
} from "./spec-orders.ts";

describe("a held order", () => {
  test("is cancelled whole, with its shipping", () =>
    expect(cancel(heldOrder(), threeLines, asked())).toEqual(
      accepted([
        cancelled(["l1", "l2", "l3"], [share("ada", 300, 25), share("bob", 300, 25)], {
          whole: true,
          confirmed: false,
        }),
      ]),
    ));

  test("loses some lines and stays held", () => {
    const decision = cancel(heldOrder(), threeLines, asked(["l2"]));
    expect(decision).toEqual(accepted([cancelled(["l2"], [share("ada", 200, 0)], { confirmed: false })]));
    const order = having(heldOrder(), decision);
    expect(order).toEqual({ ...heldOrder(), cancelledLines: ["l2"] });
    expect(having(order, confirm(order, threeLines, noon))).toMatchObject({
      status: "confirmed",
      withdrawnLines: ["l2"],
    });
  });
});

describe("a confirmed order", () => {
  test("loses lines that have not left, without shipping", () =>
    expect(cancel(confirmedOrder(), threeLines, asked(["l1", "l2"]))).toEqual(
      accepted([cancelled(["l1", "l2"], [share("ada", 300, 0)])]),
    ));

  test("is cancelled with its last line, and its shipping goes with that one", () => {
    const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, asked(["l1", "l2"])));
    const decision = cancel(order, threeLines, asked(["l3"]));
    expect(decision).toEqual(
      accepted([cancelled(["l3"], [share("ada", 0, 25), share("bob", 300, 25)], { whole: true })]),
    );
    expect(having(order, decision)).toMatchObject({ status: "cancelled", statusReason: "on-request" });
  });

  test("is not cancelled in part when some of it has left: the lines are named", () =>
    expect(cancel(sent("l1", "l2"), threeLines, asked())).toEqual(
      rejected({ code: "line-dispatched", lineIds: ["l1", "l2"] }),
    ));

  test("loses the lines that are still here", () => {
    const decision = cancel(sent("l1"), threeLines, asked(["l2", "l3"]));
    expect(decision).toEqual(accepted([cancelled(["l2", "l3"], [share("ada", 200, 0), share("bob", 300, 0)])]));
    expect(having(sent("l1"), decision)).toMatchObject({ status: "confirmed", cancelledLines: ["l2", "l3"] });
  });

  test("is completed when the lines that are left were all delivered", () => {
    const delivered = having(sent("l1"), deliver(sent("l1"), shipmentId(1), later));
    const decision = cancel(delivered, threeLines, asked(["l2", "l3"]));
    expect(decision).toEqual(
      accepted([
        cancelled(["l2", "l3"], [share("ada", 200, 0), share("bob", 300, 0)]),
        { type: "order-completed", at: noon },
      ]),
    );
    expect(having(delivered, decision)).toMatchObject({ status: "completed" });
  });
});

test("lines that are cancelled already are no obstacle", () => {
  const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, asked(["l1"])));
  expect(cancel(order, threeLines, asked(["l1"]))).toEqual(accepted([]));
  expect(cancel(order, threeLines, asked(["l1", "l2"]))).toEqual(accepted([cancelled(["l2"], [share("ada", 200, 0)])]));
});

test("an order that is cancelled already stays as it is", () => {
  const order = having(heldOrder(), cancel(heldOrder(), threeLines, asked()));
  expect(cancel(order, threeLines, asked())).toEqual(accepted([]));
});

test("what is no line of the order is named by its place", () =>
  expect(cancel(heldOrder(), threeLines, asked(["l1", "l9"]))).toEqual(
    rejected({ code: "unknown-line", positions: [1] }),
  ));

test("an order that is reserving, or over, cannot be cancelled", () => {
  const lapsed = having(heldOrder(), lapse(heldOrder(), later));
  for (const order of [lapsed, reservingOrder()])
    expect(cancel(order, threeLines, asked())).toEqual(
      rejected({ code: "order-not-cancellable", status: order.status }),
    );
  expect(lapsed.status).toBe("lapsed");
});

test("a planned shipment whose lines are all cancelled is cancelled", () => {
  const planned = {
    ...confirmedOrder(),
    shipments: [{ id: shipmentId(1), status: "planned" as const, lineIds: ["l3"] }],
  };
  expect(having(planned, cancel(planned, threeLines, asked(["l3"])))).toMatchObject({
    shipments: [{ status: "cancelled" }],
  });
});
