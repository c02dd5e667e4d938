import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { accepted } from "#test/support/decisions";
import { cancel } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import type { Share } from "./contracts/share.ts";
import { itemsOf } from "./lines.ts";
import { confirm, decline, lapse } from "./payment-decisions.ts";
import {
  allUnits,
  confirmedOrder,
  having,
  heldOrder,
  later,
  naming,
  noon,
  share,
  someLines,
  threeLines,
} from "./spec-orders.ts";

const asked = { ...naming(["l3"]), reason: "no", cause: "buyer", at: noon } as const;

test("a held order is confirmed when its money is there", () => {
  const decision = confirm(heldOrder(), threeLines, noon);
  const shares = [share("ada", 300, 25), share("bob", 300, 25)];
  expect(decision).toEqual(accepted([{ type: "order-confirmed", at: noon, shares }]));
  expect(having(heldOrder(), decision)).toEqual(confirmedOrder());
});

test("money for an order that lapsed changes nothing", () => {
  const lapsed = having(heldOrder(), lapse(heldOrder(), later));
  expect(confirm(lapsed, threeLines, later)).toEqual(accepted([]));
});

test("an order lapses when it is due, and not a moment before", () => {
  const decision = lapse(heldOrder(), later);
  expect(decision).toEqual(accepted([{ type: "order-lapsed" }]));
  expect(having(heldOrder(), decision)).toMatchObject({ status: "lapsed" });
  expect(lapse(heldOrder(), plusSeconds(later, -1))).toEqual(accepted([]));
});

test("a confirmed order never lapses", () => expect(lapse(confirmedOrder(), later)).toEqual(accepted([])));

/** The whole order is cancelled by the system. @param amount in cents */
const declined = (lineIds: readonly LineId[], shares: readonly Share[], amount: number) =>
  accepted([
    {
      type: "lines-cancelled",
      lines: allUnits(someLines(...lineIds)),
      whole: true,
      cause: "declined",
      items: itemsOf(someLines(...lineIds)),
      shares,
      amount: minor(amount),
      confirmed: false,
    },
  ]);

test("a declined payment cancels the whole order by the system", () => {
  const decision = decline(heldOrder(), threeLines);
  expect(decision).toEqual(declined(["l1", "l2", "l3"], [share("ada", 300, 25), share("bob", 300, 25)], 650));
  expect(having(heldOrder(), decision)).toMatchObject({ status: "cancelled", statusReason: "payment-declined" });
});

test("a decline frees only what was not cancelled before, and all that is not goods", () => {
  const order = having(heldOrder(), cancel(heldOrder(), threeLines, asked));
  expect(decline(order, threeLines)).toEqual(declined(["l1", "l2"], [share("ada", 300, 50)], 350));
});

test("a decline that comes after the confirmation changes nothing", () =>
  expect(decline(confirmedOrder(), threeLines)).toEqual(accepted([])));
