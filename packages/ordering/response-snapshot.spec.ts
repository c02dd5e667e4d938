import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { type Answer, answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import { shows, wordsByPath } from "#test/support/view-paths";
import type { Order } from "./order.ts";
import { type OrderView, orderViewFor, type Viewer, visibleTo } from "./order-view.ts";
import { answerFrom, snapshotOf } from "./response-snapshot.ts";
import { confirmedOrder, heldOrder, shipmentId, threeLines } from "./spec-orders.ts";

const placer: Caller = { id: "storefront", scopes: new Set(), groups: new Set(), sellerIds: undefined };
const shipment = { id: shipmentId(1), status: "planned" as const, lineIds: ["l1" as const] };
const wanting: Order = { ...heldOrder(), externalId: "7" };
const orders: readonly Order[] = [
  wanting,
  { ...confirmedOrder(), status: "cancelled" as const, statusReason: "on-request", shipments: [shipment] },
  { ...confirmedOrder(), cancelledLines: ["l1"], cancelledUnits: { l3: 2 } },
];
const discounted = threeLines.map((line) => ({ ...line, discount: minor(17) }));
const personalData = {
  buyer: { country: "FR", name: "Ada Lovelace" },
  cancelReason: "Mrs Byron moved",
  note: "Ada says hello",
  lineReasons: [{ reason: "Lord Byron wrote", lineIds: ["l1", "l3"] }],
};
const viewOf = (order: Order) => orderViewFor({ order, lines: threeLines }, placer) as OrderView;

test("what is answered from what is kept is the whole view, personal data and all", () => {
  const views = [threeLines, discounted].flatMap((lines) => orders.map((order) => ({ order, lines })));
  for (const { order, lines } of views) {
    const whole = { order, lines, ...personalData };
    const kept = snapshotOf(answer(200, orderViewFor({ order, lines }, placer), { version: 1 }));
    expect(JSON.stringify(kept)).not.toMatch(/Lovelace|Byron|Thing|hello/);
    expect(answerFrom(kept, whole, placer)).toEqual({ status: 200, version: 1, body: orderViewFor(whole, placer) });
  }
});

test("when the personal data are erased, the rest is answered as before", () => {
  const kept = snapshotOf(answer(200, viewOf(wanting)));
  expect(answerFrom(kept, { order: wanting, lines: threeLines }, placer).body).toEqual(viewOf(wanting));
});

test("a member that the view gains is not kept unless it is named", () => {
  const view = viewOf(wanting);
  const more = { ...view, giftMessage: "from Ada", payment: { ...view.payment, payer: "Ada" }, buyer: { name: "Ada" } };
  const kept = snapshotOf(answer(200, more as OrderView));
  expect(JSON.stringify(kept)).not.toContain("Ada");
  expect(kept).toEqual(snapshotOf(answer(200, view)));
});

test("all of a view is kept but its lines, which are kept in short, and what is for confidants only", () => {
  const kept = orders.map((order) => snapshotOf(answer(200, viewOf(order))) as Answer).map(({ body }) => body);
  const missing = wordsByPath<readonly Viewer[]>(visibleTo)
    .filter(([path]) => !path.startsWith("lines.") && !kept.some((snapshot) => shows(snapshot, path)))
    .map(([path, audience]) => [path, audience.includes("unbound")]);
  expect(missing.filter(([, isForAll]) => isForAll)).toEqual([]);
  expect(missing).toContainEqual(["buyer", false]);
});
