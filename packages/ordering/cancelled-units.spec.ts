import { describe, expect, test } from "vitest";
import { accepted, rejected } from "#test/support/decisions";
import { mostReasonBytes } from "./cancel-reasons.ts";
import { type Cancellation, cancel, type LineCancellation } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import { itemsOf } from "./lines.ts";
import { confirm } from "./payment-decisions.ts";
import { dispatch } from "./shipment-decisions.ts";
import { asked, because, cancelled, mindChanged, request, sent } from "./spec-cancellations.ts";
import {
  confirmedOrder,
  dispatchOf,
  having,
  heldOrder,
  noon,
  share,
  shipmentId,
  someLines,
  threeLines,
} from "./spec-orders.ts";

/** So many units of these lines, with a reason of their own or without. */
const units = (...lines: readonly LineCancellation[]): Cancellation => ({ ...request, lines });
/** Units of one line are cancelled, and so many of it are left. */
const fewer = (lineId: LineId, quantity: number, left: number) => ({
  lines: [{ lineId, quantity, left }],
  items: itemsOf(someLines(lineId).map((line) => ({ ...line, quantity }))),
});

describe("units of a line", () => {
  test("are cancelled with their money and their stock, and the others stay", () => {
    const decision = cancel(confirmedOrder(), threeLines, units({ lineId: "l3", quantity: 2 }));
    expect(decision).toEqual(accepted([cancelled(["l3"], [share("bob", 200, 0)], fewer("l3", 2, 1))]));
    const order = having(confirmedOrder(), decision);
    expect(order).toEqual({ ...confirmedOrder(), cancelledUnits: { l3: 2 } });
    const last = cancel(order, threeLines, units({ lineId: "l3", quantity: 1 }));
    expect(last).toEqual(accepted([cancelled(["l3"], [share("bob", 100, 0)], fewer("l3", 1, 0))]));
    expect(having(order, last)).toEqual({ ...confirmedOrder(), cancelledLines: ["l3"] });
  });

  test("that are left go when the line is named without a number", () => {
    const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, units({ lineId: "l3", quantity: 1 })));
    expect(cancel(order, threeLines, asked(["l3"]))).toEqual(
      accepted([cancelled(["l3"], [share("bob", 200, 0)], fewer("l3", 2, 0))]),
    );
  });

  test("that were cancelled before the money was there were never sold", () => {
    const decision = cancel(heldOrder(), threeLines, units({ lineId: "l3", quantity: 2 }));
    const held = having(heldOrder(), decision);
    const confirmed = confirm(held, threeLines, noon);
    expect(confirmed).toMatchObject({ events: [{ shares: [share("ada", 300, 38), share("bob", 100, 12)] }] });
    expect(having(held, confirmed)).toEqual({
      ...confirmedOrder(),
      cancelledUnits: { l3: 2 },
      withdrawnUnits: { l3: 2 },
    });
  });

  test("take the shipping with them when they were the last of the order", () => {
    const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, asked(["l1", "l2"])));
    const decision = cancel(order, threeLines, units({ lineId: "l3", quantity: 3, reason: "too late" }));
    expect(decision).toEqual(
      accepted([
        cancelled(["l3"], [share("ada", 0, 25), share("bob", 300, 25)], {
          whole: true,
          lineReasons: [because("too late", "l3")],
        }),
      ]),
    );
  });

  test("of a planned shipment do not cancel it while one is left", () => {
    const planned = {
      ...confirmedOrder(),
      shipments: [{ id: shipmentId(1), status: "planned" as const, lineIds: ["l3"] }],
    };
    const part = having(planned, cancel(planned, threeLines, units({ lineId: "l3", quantity: 2 })));
    expect(part).toMatchObject({ shipments: [{ status: "planned" }] });
    expect(having(part, cancel(part, threeLines, units({ lineId: "l3", quantity: 1 })))).toMatchObject({
      shipments: [{ status: "cancelled" }],
    });
  });

  test("beyond those that are left are refused by their place, and nothing is cancelled", () => {
    const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, units({ lineId: "l3", quantity: 2 })));
    expect(cancel(order, threeLines, units({ lineId: "l2", quantity: 2 }, { lineId: "l3", quantity: 2 }))).toEqual(
      rejected({ code: "more-than-left", lines: [{ position: 1, left: 1 }] }),
    );
  });

  test("of what is cancelled already are no longer there to be cancelled", () => {
    const order = having(heldOrder(), cancel(heldOrder(), threeLines, asked()));
    expect(cancel(order, threeLines, units({ lineId: "l1", quantity: 1 }))).toEqual(
      rejected({ code: "more-than-left", lines: [{ position: 0, left: 0 }] }),
    );
  });

  test("that were dispatched meanwhile are told as dispatched, and nothing is cancelled", () =>
    expect(cancel(sent("l1"), threeLines, units({ lineId: "l1", quantity: 1 }, { lineId: "l3", quantity: 1 }))).toEqual(
      rejected({ code: "line-dispatched", lineIds: ["l1"] }),
    ));

  test("are left out when the rest of their line leaves", () => {
    const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, units({ lineId: "l3", quantity: 2 })));
    expect(dispatch(order, threeLines, dispatchOf(1, ["l3"]))).toEqual(
      rejected({ code: "lines-not-sendable", lines: [{ lineId: "l3", status: "open", left: 1 }] }),
    );
    const one = { ...dispatchOf(1, []), lines: [{ lineId: "l3", quantity: 1 }] };
    expect(dispatch(order, threeLines, one)).toMatchObject({
      events: [
        {
          lines: [{ lineId: "l3", quantity: 1 }],
          items: [{ sku: "SKU-3", quantity: 1 }],
          share: share("bob", 100, 50),
        },
      ],
    });
  });
});

describe("why lines were cancelled", () => {
  test("is kept by line: each one's own reason, or the reason of all", () => {
    const decision = cancel(
      confirmedOrder(),
      threeLines,
      units({ lineId: "l1", quantity: 1 }, { lineId: "l3", quantity: 1, reason: "damaged" }),
    );
    expect(decision).toMatchObject({
      events: [{ lineReasons: [because("changed my mind", "l1"), because("damaged", "l3")] }],
    });
  });

  test("is the last word on each of them", () => {
    const before = [because("damaged", "l1", "l3"), because("lost", "l2")];
    expect(
      cancel(confirmedOrder(), threeLines, { ...units({ lineId: "l3", quantity: 1 }), lineReasons: before }),
    ).toMatchObject({
      events: [{ lineReasons: [because("damaged", "l1"), because("lost", "l2"), ...mindChanged("l3")] }],
    });
  });

  test("is said of the order when all of it goes", () => {
    const before = [because("damaged", "l3")];
    expect(cancel(confirmedOrder(), threeLines, { ...asked(), lineReasons: before })).toMatchObject({
      events: [{ cancelReason: "changed my mind", lineReasons: [] }],
    });
  });

  test("is refused beyond what an order keeps", () => {
    const before = [because("x".repeat(mostReasonBytes), "l1")];
    expect(cancel(confirmedOrder(), threeLines, { ...asked(["l3"]), lineReasons: before })).toEqual(
      rejected({ code: "reasons-too-long" }),
    );
  });
});
