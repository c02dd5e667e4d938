import type { NodeId } from "#kernel/codes";
import type { Answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import type { LineId } from "./contracts/ids.ts";
import { type LineStatus, onRequest } from "./order.ts";
import type { OrderWithBuyer } from "./order-store.ts";
import type { OrderView } from "./order-view.ts";
import { lineView, maySeeBuyer, shownBuyer } from "./order-view.ts";

/** What an answer said of a line at its moment. All else of a line never changes, and lies with the order. */
type LineThen = readonly [lineId: LineId, quantity: number, nodeId: NodeId, status: LineStatus];
type RecordedView = Omit<OrderView, "lines" | "buyer"> & { readonly lines: readonly LineThen[] };

/**
 * What is kept of an answer that shows an order, to give it again: without titles and prices of its lines, which lie with
 * the order, so that it fits into one item however long they are, and without personal data.
 */
export const snapshotOf = <Status extends number>({ body, ...head }: Answer<Status, OrderView | undefined>) => {
  if (!body) return head;
  const { buyer: _, ...view } = body;
  const lines = body.lines.map(({ lineId, quantity, nodeId = "", status }): LineThen => {
    return [lineId, quantity, nodeId, status];
  });
  return { ...head, body: { ...view, lines } satisfies RecordedView };
};

/** The whole answer, the first time and ever again the same: except for personal data, which are shown as long as the
 *  order has them. @param kept what `snapshotOf` made of it */
export function answerFrom(
  kept: Answer,
  { order, lines, buyer, cancelReason }: OrderWithBuyer,
  caller: Caller,
): Answer {
  const view = kept.body as RecordedView | undefined;
  if (!view) return kept;
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const mine = maySeeBuyer(caller, order);
  const body = {
    ...view,
    lines: view.lines.flatMap(([lineId, quantity, nodeId, status]) => {
      const line = byId.get(lineId);
      return line ? [lineView({ ...line, quantity, nodeId }, status, order.currency)] : [];
    }),
    ...(mine && view.statusReason === onRequest && cancelReason ? { statusReason: cancelReason } : {}),
    ...(mine && buyer ? { buyer: shownBuyer(buyer) } : {}),
  };
  return { ...kept, body };
}
