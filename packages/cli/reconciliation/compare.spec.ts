import { expect, test } from "vitest";
import { type Books, compare } from "./compare.ts";

const currency = { code: "GBP", exponent: 2 };
const none = { orders: 0, goods: "0.00" };
const sales = (orders: number, goods: string) => ({ sale: { orders, goods }, cancellation: none, shipping: "0.00" });
const batch = (sequence: number, orders: number, goods: number, epoch = 1): Books["published"][number] => ({
  market: "aa",
  currency: "GBP",
  epoch,
  sequence,
  cells: [{ kind: "sale", level: "undated", buyers: 11, measures: { orders, units: orders, goods } }],
});

const inBalance: Books = {
  market: {
    market: "aa",
    currency: "GBP",
    balanced: true,
    epochs: [
      {
        epoch: 1,
        state: "closed",
        ledger: sales(50, "50.00"),
        published: sales(20, "20.00"),
        heldBack: { ...sales(0, "0.00"), byLevel: {} },
        neverSent: sales(30, "30.00"),
      },
      {
        epoch: 2,
        state: "open",
        ledger: sales(30, "31.50"),
        published: sales(25, "26.00"),
        heldBack: { ...sales(5, "5.50"), byLevel: {} },
        neverSent: sales(0, "0.00"),
      },
    ],
  },
  published: [batch(1, 20, 2_000), batch(2, 12, 900), batch(1, 25, 2_600, 2)],
  shown: [batch(1, 20, 2_000), batch(1, 25, 2_600, 2)],
  reported: { orders: 45, goods: "46.00" },
};

test("the sales of all epochs are in balance when every cell crossed, waits, or stays for good", () =>
  expect(compare(inBalance, currency)).toEqual({
    reconciliation: {
      market: "aa",
      currency: "GBP",
      ledger: { orders: 80, goods: "81.50" },
      central: { orders: 45, goods: "46.00" },
      heldBack: { orders: 5, goods: "5.50" },
      neverSent: { orders: 30, goods: "30.00" },
      balanced: true,
    },
    differences: [],
  }));

test.each<[string, Partial<Books>, string]>([
  ["a batch that has not arrived", { shown: [batch(1, 20, 2_000)] }, "aa/2/1 has not reached the centre"],
  [
    "a batch that nobody published",
    { shown: [...inBalance.shown, batch(7, 1, 1, 2)] },
    "2/7 that the market did not publish",
  ],
  [
    "an epoch that never was",
    { shown: [...inBalance.shown, batch(1, 1, 1, 9)] },
    "an epoch 9 that the market never had",
  ],
  ["a cell of another figure", { shown: [batch(1, 20, 2_000), batch(1, 25, 2_601, 2)] }, "the centre lacks"],
  ["a report that says something else", { reported: undefined }, "the centre's report and its feed differ"],
  ["books that do not balance by themselves", { market: { ...inBalance.market, balanced: false } }, "own books"],
])("%s is named", (_, change, words) => {
  const { reconciliation, differences } = compare({ ...inBalance, ...change }, currency);
  expect(reconciliation.balanced).toBe(false);
  expect(differences.join("\n")).toContain(words);
});

test("the order of cells says nothing, twice the same cell says something", () => {
  const [shipping, sale] = [
    { kind: "shipping" as const, level: "undated" as const, buyers: 11, measures: { amount: 0 } },
    batch(1, 25, 2_600, 2).cells[0] as never,
  ];
  const with2 = (cells: Books["shown"][number]["cells"]) => ({ ...batch(1, 25, 2_600, 2), cells });
  const pair = (ours: never[], theirs: never[]): Books => ({
    ...inBalance,
    published: [batch(1, 20, 2_000), with2(ours)],
    shown: [batch(1, 20, 2_000), with2(theirs)],
  });
  expect(compare(pair([sale, shipping as never], [shipping as never, sale]), currency).reconciliation.balanced).toBe(
    true,
  );
  expect(
    compare(pair([sale, shipping as never], [sale, shipping as never, shipping as never]), currency).differences,
  ).toEqual([expect.stringContaining("2 cells here, 3 at the centre")]);
});
