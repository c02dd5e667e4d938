import { minor } from "#kernel/money";
import type { Cancellation } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import type { Share } from "./contracts/share.ts";
import { itemsOf } from "./lines.ts";
import type { LinesCancelled, OrderEvent } from "./order-event.ts";
import { dispatch } from "./shipment-decisions.ts";
import { allUnits, confirmedOrder, dispatchOf, having, naming, noon, someLines, threeLines } from "./spec-orders.ts";

export const request = { reason: "changed my mind", cause: "buyer", at: noon } as const;
export const asked = (lineIds?: LineId[]): Cancellation => ({ ...request, ...(lineIds ? naming(lineIds) : {}) });
export const sent = (...lineIds: LineId[]) =>
  having(confirmedOrder(), dispatch(confirmedOrder(), threeLines, dispatchOf(1, lineIds)));

/** What is kept of why lines were cancelled. */
export const because = (reason: string, ...lineIds: readonly LineId[]) => ({ reason, lineIds });
export const mindChanged = (...lineIds: readonly LineId[]) => [because("changed my mind", ...lineIds)];

/** Some lines are cancelled, of a confirmed order that has others unless it says otherwise. */
export const cancelled = (
  lineIds: readonly LineId[],
  shares: readonly Share[],
  more: Partial<Omit<LinesCancelled, "shares" | "amount">> = {},
): OrderEvent => ({
  type: "lines-cancelled",
  lines: allUnits(someLines(...lineIds)),
  whole: false,
  cause: "buyer",
  cancelReason: "changed my mind",
  ...(more.whole ? {} : { lineReasons: mindChanged(...lineIds) }),
  items: itemsOf(someLines(...lineIds)),
  shares,
  amount: minor(shares.reduce((sum, { amount }) => sum + amount, 0)),
  confirmed: true,
  ...more,
});
