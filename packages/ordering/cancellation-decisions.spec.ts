import { describe, expect, test } from "vitest";
import { accept, reject } from "#kernel/decision";
import { type Cancellation, cancel } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import { unitsOf } from "./lines.ts";
import { confirm, lapse } from "./payment-decisions.ts";
import { deliver, dispatch } from "./shipment-decisions.ts";
import {
  claim,
  confirmedOrder,
  having,
  heldOrder,
  later,
  noon,
  reservingOrder,
  shipmentId,
  threeLines,
} from "./spec-orders.ts";

const asked = (lineIds?: LineId[]): Cancellation => ({
  reason: "changed my mind",
  cause: "buyer",
  at: noon,
  ...(lineIds ? { lineIds } : {}),
});
const sent = (...lineIds: LineId[]) =>
  having(confirmedOrder(), dispatch(confirmedOrder(), threeLines, claim(1, lineIds)));

describe("a held order", () => {
  test("is cancelled whole, with its shipping", () =>
    expect(cancel(heldOrder(), threeLines, asked())).toMatchObject({
      events: [{ lines: threeLines.map(unitsOf), whole: true, cause: "buyer", amount: 650, confirmed: false }],
    }));

  test("loses some lines and stays held", () => {
    const order = having(heldOrder(), cancel(heldOrder(), threeLines, asked(["l2"])));
    expect(order).toMatchObject({ status: "held", cancelledLines: ["l2"] });
    expect(having(order, confirm(order, threeLines, noon))).toMatchObject({
      status: "confirmed",
      withdrawnLines: ["l2"],
    });
  });
});

describe("a confirmed order", () => {
  test("loses lines that have not left, without shipping", () =>
    expect(cancel(confirmedOrder(), threeLines, asked(["l1", "l2"]))).toMatchObject({
      events: [
        {
          amount: 300,
          whole: false,
          items: [
            { sku: "SKU-1", quantity: 1 },
            { sku: "SKU-2", quantity: 2 },
          ],
        },
      ],
    }));

  test("is cancelled with its last line, and its shipping goes with that one", () => {
    const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, asked(["l1", "l2"])));
    const decision = cancel(order, threeLines, asked(["l3"]));
    expect(decision).toMatchObject({ events: [{ amount: 350, whole: true, confirmed: true }] });
    expect(having(order, decision)).toMatchObject({ status: "cancelled", statusReason: "on-request" });
  });

  test("is not cancelled in part when some of it has left: the lines are named", () =>
    expect(cancel(sent("l1", "l2"), threeLines, asked())).toEqual(
      reject({ code: "line-dispatched", lineIds: ["l1", "l2"] }),
    ));

  test("loses the lines that are still here", () =>
    expect(having(sent("l1"), cancel(sent("l1"), threeLines, asked(["l2", "l3"])))).toMatchObject({
      status: "confirmed",
      cancelledLines: ["l2", "l3"],
    }));

  test("is completed when the lines that are left were all delivered", () => {
    const delivered = having(sent("l1"), deliver(sent("l1"), shipmentId(1), later));
    expect(having(delivered, cancel(delivered, threeLines, asked(["l2", "l3"])))).toMatchObject({
      status: "completed",
    });
  });
});

test("lines that are cancelled already are no obstacle", () => {
  const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, asked(["l1"])));
  expect(cancel(order, threeLines, asked(["l1"]))).toEqual(accept());
  expect(cancel(order, threeLines, asked(["l1", "l2"]))).toMatchObject({
    events: [{ lines: [{ lineId: "l2", quantity: 2 }], amount: 200 }],
  });
});

test("an order that is cancelled already stays as it is", () => {
  const order = having(heldOrder(), cancel(heldOrder(), threeLines, asked()));
  expect(cancel(order, threeLines, asked())).toEqual(accept());
});

test("what is no line of the order is named by its place", () =>
  expect(cancel(heldOrder(), threeLines, asked(["l1", "l9"]))).toEqual(
    reject({ code: "unknown-line", positions: [1] }),
  ));

test("an order that is reserving, or over, cannot be cancelled", () => {
  const lapsed = having(heldOrder(), lapse(heldOrder(), later));
  expect(cancel(lapsed, threeLines, asked())).toEqual(reject({ code: "order-not-cancellable", status: "lapsed" }));
  expect(cancel(reservingOrder(), threeLines, asked())).toMatchObject({ outcome: "rejected" });
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
