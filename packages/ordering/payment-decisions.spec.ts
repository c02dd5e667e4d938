import { expect, test } from "vitest";
import { accept } from "#kernel/decision";
import { plusSeconds } from "#kernel/time";
import { cancel } from "./cancellation-decisions.ts";
import { unitsOf } from "./lines.ts";
import { confirm, decline, lapse } from "./payment-decisions.ts";
import { confirmedOrder, having, heldOrder, later, noon, threeLines } from "./spec-orders.ts";

const asked = { lineIds: ["l3"], reason: "no", cause: "buyer", at: noon } as const;

test("a held order is confirmed when its money is there", () =>
  expect(having(heldOrder(), confirm(heldOrder(), threeLines, noon))).toMatchObject({
    status: "confirmed",
    confirmedAt: noon,
  }));

test("money for an order that lapsed changes nothing", () => {
  const lapsed = having(heldOrder(), lapse(heldOrder(), later));
  expect(confirm(lapsed, threeLines, later)).toEqual(accept());
});

test("an order lapses when it is due, and not a moment before", () => {
  expect(having(heldOrder(), lapse(heldOrder(), later))).toMatchObject({ status: "lapsed" });
  expect(lapse(heldOrder(), plusSeconds(later, -1))).toEqual(accept());
});

test("a confirmed order never lapses", () => expect(lapse(confirmedOrder(), later)).toEqual(accept()));

test("a declined payment cancels the whole order by the system", () => {
  const order = having(heldOrder(), decline(heldOrder(), threeLines));
  expect(order).toMatchObject({ status: "cancelled", statusReason: "payment-declined" });
});

test("a decline frees only what was not cancelled before, and all that is not goods", () => {
  const order = having(heldOrder(), cancel(heldOrder(), threeLines, asked));
  expect(decline(order, threeLines)).toMatchObject({
    events: [{ lines: threeLines.slice(0, 2).map(unitsOf), amount: 350, whole: true, cause: "declined" }],
  });
});

test("a decline that comes after the confirmation changes nothing", () =>
  expect(decline(confirmedOrder(), threeLines)).toEqual(accept()));
