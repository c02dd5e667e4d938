import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Minor, minor, subtract, sum } from "#kernel/money";
import { amountOf, cancelledShares, sharesAtConfirmation } from "./amounts-due.ts";
import { cancel } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import type { Share } from "./contracts/share.ts";
import { goodsOf } from "./lines.ts";
import type { Order, OrderLine } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { confirm, decline } from "./payment-decisions.ts";
import { dispatch } from "./shipment-decisions.ts";
import { confirmedOrder, dispatchOf, having, heldOrder, line, naming, noon, threeLines } from "./spec-orders.ts";
import { totalsOf } from "./totals.ts";

const sellers = ["ada", "bob", "cy"];
const someLines = fc
  .array(
    fc.record({
      sellerId: fc.constantFrom(...sellers),
      price: fc.integer({ min: 0, max: 5_000 }),
      off: fc.constantFrom(0, 0, 7, 33, 100),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    all.map(({ sellerId, price, off }, at) => {
      const discount = minor(Math.floor(((at + 1) * price * off) / 100));
      return line(at + 1, { sellerId, unitPrice: minor(price), ...(discount > 0 ? { discount } : {}) });
    }),
  );
const aStory = fc.record({
  lines: someLines,
  shipping: fc.integer({ min: 0, max: 3_000 }),
  /** Whether lines are cancelled unit by unit. */
  oneByOne: fc.boolean(),
  /** Of each line: cancelled before the money was there, or afterwards, or sent; and in which turn. */
  fates: fc.array(fc.record({ fate: fc.constantFrom("before", "after", "sent"), turn: fc.nat(3) }), {
    minLength: 8,
    maxLength: 8,
  }),
});

/** Plays a story to its end. @returns what happened; an order of which every line goes before its money is there is over */
function play({ lines, shipping, oneByOne, fates }: Story) {
  const happened: OrderEvent[] = [];
  let order: Order = { ...heldOrder(lines), totals: totalsOf(lines, minor(shipping)) };
  const take = (decision: ReturnType<typeof cancel> | ReturnType<typeof dispatch> | ReturnType<typeof confirm>) => {
    if (decision.outcome === "rejected") throw new Error(decision.rejection.code);
    order = having(order, decision);
    happened.push(...decision.events);
  };
  const during = (fate: string, turn: number) =>
    lines.filter((_, at) => fates[at]?.fate === fate && fates[at]?.turn === turn).map(({ lineId }) => lineId);
  const cancelTurn = (fate: string, turn: number) => {
    const lineIds = during(fate, turn);
    if (lineIds.length === 0) return;
    for (const asked of oneByOne ? unitsIn(lines, lineIds) : [naming(lineIds)])
      take(cancel(order, lines, { ...asked, reason: "no", cause: "buyer", at: noon }));
  };
  for (const turn of turns) cancelTurn("before", turn);
  if (order.status !== "held") return { happened, order };
  take(confirm(order, lines, noon));
  let shipment = 0;
  for (const turn of turns) {
    cancelTurn("after", turn);
    const leaving = new Set(during("sent", turn));
    for (const own of Map.groupBy(lines, ({ sellerId }) => sellerId).values()) {
      const lineIds = own.flatMap(({ lineId }) => (leaving.has(lineId) ? [lineId] : []));
      shipment += 1;
      if (lineIds.length > 0) take(dispatch(order, lines, dispatchOf(shipment, lineIds, lines)));
    }
  }
  return { happened, order };
}
/** Cancellations of these lines, a unit at a time. */
const unitsIn = (lines: readonly OrderLine[], lineIds: readonly LineId[]) =>
  lines
    .filter(({ lineId }) => lineIds.includes(lineId))
    .flatMap(({ lineId, quantity }) => Array.from({ length: quantity }, () => ({ lines: [{ lineId, quantity: 1 }] })));
type Story = { lines: OrderLine[]; shipping: number; oneByOne: boolean; fates: Fate[] };
type Fate = { readonly fate: string; readonly turn: number };
const turns = [0, 1, 2, 3];

const sharesIn = (event: OrderEvent): readonly Share[] =>
  "shares" in event ? event.shares : "share" in event ? [event.share] : [];
/** What was owed when the order was confirmed, and all that was told of it afterwards. Stories without a sale are passed over. */
function soldIn(story: Parameters<typeof play>[0]) {
  const { happened } = play(story);
  const at = happened.findIndex(({ type }) => type === "order-confirmed");
  fc.pre(at >= 0);
  const [confirmed = [], ...later] = happened.slice(at).map(sharesIn);
  return { confirmed, later: later.flat() };
}
const goodsBySeller = (shares: readonly Share[]) => bySeller(shares, ({ goods }) => goods);
const bySeller = (shares: readonly Share[], part: (share: Share) => Minor) =>
  new Map(
    [...Map.groupBy(shares, ({ sellerId }) => sellerId)]
      .map(([sellerId, own]) => [sellerId, sum(own.map(part))] as const)
      .filter(([, amount]) => amount > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

describe("whatever happens to an order", () => {
  test("its shares say what the buyer owes or no longer owes, to the cent", () =>
    fc.assert(
      fc.property(aStory, (story) => {
        const { happened, order } = play(story);
        let owed = order.totals.total;
        for (const event of happened) {
          const shares = sharesIn(event);
          if (event.type === "lines-cancelled") {
            expect(amountOf(shares)).toBe(event.amount);
            owed = subtract(owed, event.amount);
          }
          if (event.type === "lines-dispatched") owed = subtract(owed, event.share.amount);
          if (event.type === "order-confirmed") expect(amountOf(shares)).toBe(owed);
          for (const { goods, discount, taxRemoved, shipping, taxes, duties, amount } of shares) {
            const added = sum([...taxes.filter(({ included }) => !included), ...duties].map((one) => one.amount));
            expect(amount).toBe(goods - discount.platform - discount.seller - taxRemoved + shipping + added);
          }
        }
        expect(owed).toBe(0);
      }),
    ));

  test("a seller's discount of a confirmed order is borne by what is sent and what is cancelled, however it is", () =>
    fc.assert(
      fc.property(aStory, (story) => {
        const { confirmed, later } = soldIn(story);
        const discounts = (shares: readonly Share[]) => bySeller(shares, ({ discount }) => discount.seller);
        expect(discounts(later)).toEqual(discounts(confirmed));
      }),
    ));

  test("a seller's goods of a confirmed order are those that are sent and those that are cancelled", () =>
    fc.assert(
      fc.property(aStory, (story) => {
        const { confirmed, later } = soldIn(story);
        expect(goodsBySeller(later)).toEqual(goodsBySeller(confirmed));
      }),
    ));

  test("that is cancelled whole, no seller keeps a cent of what it was told at the confirmation", () =>
    fc.assert(
      fc.property(aStory, ({ fates, ...story }) => {
        const nothingSent = fates.map(({ fate, turn }) => ({ turn, fate: fate === "sent" ? "after" : fate }));
        const { happened } = play({ ...story, fates: nothingSent });
        const at = happened.findIndex(({ type }) => type === "order-confirmed");
        fc.pre(at >= 0);
        const [confirmed, ...later] = happened.slice(at).map(sharesIn);
        const amounts = (shares: readonly Share[]) => bySeller(shares, ({ amount }) => amount);
        expect(amounts(later.flat())).toEqual(amounts(confirmed ?? []));
      }),
    ));
});

test("shipping belongs to sellers by their goods, left-over cents to the first", () => {
  const thirds = [line(1), line(2, { sellerId: "bob", quantity: 1 }), line(3, { sellerId: "cy", quantity: 1 })];
  const shares = sharesAtConfirmation(heldOrder(thirds), thirds);
  expect(shares.map(({ sellerId, goods, shipping, amount }) => [sellerId, goods, shipping, amount])).toEqual([
    ["ada", 100, 17, 117],
    ["bob", 100, 17, 117],
    ["cy", 100, 16, 116],
  ]);
});

test("goods that cost nothing do not hide their shipping", () => {
  const gifts = threeLines.map((gift) => ({ ...gift, unitPrice: minor(0) }));
  const shares = sharesAtConfirmation(heldOrder(gifts), gifts);
  expect(shares.map(({ sellerId, amount }) => [sellerId, amount])).toEqual([
    ["ada", 50],
    ["bob", 0],
  ]);
});

test("the last line of an order frees the shipping of those whose lines went before it", () => {
  const asked = { ...naming(["l1", "l2"]), reason: "no", cause: "buyer", at: noon } as const;
  const order = having(confirmedOrder(), cancel(confirmedOrder(), threeLines, asked));
  const gone = threeLines.slice(2);
  const shares = cancelledShares(order, threeLines, { gone, whole: true });
  expect(shares.map(({ sellerId, goods, shipping }) => [sellerId, goods, shipping])).toEqual([
    ["ada", 0, 25],
    ["bob", 300, 25],
  ]);
  expect(goodsOf(gone)).toBe(300);
});

test("of an order whose payment is declined only those are freed shipping who would have had it", () => {
  const asked = { ...naming(["l3"]), reason: "no", cause: "buyer", at: noon } as const;
  const order = having(heldOrder(), cancel(heldOrder(), threeLines, asked));
  expect(decline(order, threeLines)).toMatchObject({
    events: [{ shares: [{ sellerId: "ada", goods: 300, shipping: 50, amount: 350 }] }],
  });
});
