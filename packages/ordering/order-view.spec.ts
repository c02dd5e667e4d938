import { expect, test } from "vitest";
import type { Caller } from "#platform/caller";
import { shows, wordsByPath } from "#test/support/view-paths";
import { orderView, orderViewFor, type Viewer, visibleTo } from "./order-view.ts";
import { confirmedOrder, heldOrder, shipmentId, threeLines } from "./spec-orders.ts";

const caller = (change: Partial<Caller> = {}): Caller => ({
  id: "somebody",
  scopes: new Set(["orders/read"]),
  groups: new Set(),
  sellerIds: undefined,
  ...change,
});
const buyer = { country: "FR", name: "Ada Lovelace" };
const shown = { order: heldOrder(), lines: threeLines, buyer };

test("the view is what the contract says", () => {
  const view = orderViewFor(shown, caller({ groups: new Set(["operations"]) }));
  expect(orderView.parse(view)).toEqual(view);
  expect(view).toMatchObject({ goods: { amount: "6.00" }, total: { amount: "6.50", currency: "EUR" }, buyer });
});

test("the buyer is for operations, support and the caller that placed the order", () => {
  expect(orderViewFor(shown, caller())?.buyer).toBeUndefined();
  expect(orderViewFor(shown, caller({ groups: new Set(["support"]) }))?.buyer).toEqual(buyer);
  expect(orderViewFor(shown, caller({ id: "storefront" }))?.buyer).toEqual(buyer);
});

test("a seller sees its own lines, their sum with its part of the shipping, and their shipments, and no amount of anybody else", () => {
  const shipments = [
    { id: shipmentId(1), status: "planned" as const, lineIds: ["l1", "l2"] },
    { id: shipmentId(2), status: "planned" as const, lineIds: ["l3"] },
  ];
  const order = { ...confirmedOrder(), shipments };
  const bob = caller({ sellerIds: new Set(["bob"]), groups: new Set(["seller"]) });
  const view = orderViewFor({ order, lines: threeLines, buyer }, bob);
  expect(view).toMatchObject({
    lines: [{ lineId: "l3", status: "allocated" }],
    goods: { amount: "3.00" },
    shipping: { amount: "0.25" },
    total: { amount: "3.25" },
    current: { goods: { amount: "3.00" }, shipping: { amount: "0.25" }, total: { amount: "3.25" } },
    shipments: [{ id: shipmentId(2) }],
  });
  expect(view?.buyer).toBeUndefined();
  expect(view?.payment).not.toHaveProperty("authorised");
});

test("what is cancelled is told line by line, and what the order comes to now beside what it came to", () => {
  const order = { ...confirmedOrder(), cancelledLines: ["l2"], cancelledUnits: { l3: 2 } };
  const lineReasons = [
    { reason: "damaged", lineIds: ["l2"] },
    { reason: "Mrs Byron moved", lineIds: ["l3"] },
  ];
  const view = orderViewFor({ order, lines: threeLines, lineReasons }, caller({ groups: new Set(["support"]) }));
  expect(view).toMatchObject({
    lines: [
      { lineId: "l1", quantity: 1, cancelledQuantity: 0, status: "open" },
      { lineId: "l2", quantity: 2, cancelledQuantity: 2, status: "cancelled", cancelReason: "damaged" },
      { lineId: "l3", quantity: 3, cancelledQuantity: 2, status: "open", cancelReason: "Mrs Byron moved" },
    ],
    goods: { amount: "6.00" },
    total: { amount: "6.50" },
    current: { goods: { amount: "2.00" }, shipping: { amount: "0.50" }, total: { amount: "2.50" } },
  });
  expect(view?.lines[0]).not.toHaveProperty("cancelReason");
});

test("a line that went with the whole order shows the order's reason", () => {
  const order = { ...confirmedOrder(), status: "cancelled" as const, statusReason: "on-request" };
  const all = { order: { ...order, cancelledLines: ["l1", "l2", "l3"] }, lines: threeLines };
  const reasons = { cancelReason: "too late", lineReasons: [{ reason: "damaged", lineIds: ["l1"] }] };
  expect(orderViewFor({ ...all, ...reasons }, caller({ groups: new Set(["operations"]) }))).toMatchObject({
    statusReason: "too late",
    lines: [{ cancelReason: "damaged" }, { cancelReason: "too late" }, { cancelReason: "too late" }],
    current: { total: { amount: "0.00" } },
  });
});

test("an order without a seller's lines does not exist for that seller", () =>
  expect(orderViewFor(shown, caller({ sellerIds: new Set(["eve"]) }))).toBeUndefined());

test("an order that another machine placed does not exist for a machine", () =>
  expect(orderViewFor(shown, caller({ id: "another" }))).toBeUndefined());

/** Orders that have, together, every member that a view can have. */
const wanting = { ...heldOrder(), externalId: "7" };
const gone = {
  ...confirmedOrder(),
  status: "cancelled" as const,
  statusReason: "on-request",
  cancelledUnits: { l3: 1 },
};
const withShipment = { ...gone, shipments: [{ id: shipmentId(1), status: "planned" as const, lineIds: ["l1", "l3"] }] };
const lineReasons = [{ reason: "Lady Byron wrote", lineIds: ["l3"] }];
const callers: readonly (readonly [string, Caller, readonly Viewer[]])[] = [
  ["operations", caller({ groups: new Set(["operations"]) }), ["unbound", "operations"]],
  ["support", caller({ groups: new Set(["support"]) }), ["unbound", "support"]],
  ["a moderator", caller({ groups: new Set(["moderator"]) }), ["unbound", "moderator"]],
  ["whoever placed the order", caller({ id: "storefront" }), ["unbound", "placer"]],
  ["a seller", caller({ sellerIds: new Set(["bob"]), groups: new Set(["seller"]) }), ["seller"]],
  ["a seller who placed it", caller({ id: "storefront", sellerIds: new Set(["bob"]) }), ["seller"]],
];

test.each(callers)("to %s a view shows every member that is for them, and no other", (_, by, viewers) => {
  const views = [wanting, withShipment].map((order) =>
    orderViewFor(
      { order, lines: threeLines, buyer, note: "for Ada", cancelReason: "Mrs Byron moved", lineReasons },
      by,
    ),
  );
  for (const view of views) expect(orderView.parse(view)).toEqual(view);
  const wrong = wordsByPath<readonly Viewer[]>(visibleTo).filter(
    ([path, audience]) => views.some((view) => shows(view, path)) !== audience.some((one) => viewers.includes(one)),
  );
  expect(wrong).toEqual([]);
  const confidant = viewers.some((one) => visibleTo.buyer.includes(one));
  expect(JSON.stringify(views).includes("Byron")).toBe(confidant);
});
