import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dryRun } from "#cli/replay/dry-run";
import { marketByCode } from "#markets/directory";
import type { Json } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { orderFile } from "#test/support/order-file";
import { anOrder, goodsOnOffer, type Members } from "#test/support/order-lines";
import { replayLines } from "#test/support/replay-in-memory";

const market = marketByCode("us") ?? expect.unreachable("us must be a market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("us") }));

let here: MarketInMemory;
beforeEach(async () => {
  here = await marketInMemory(market);
});
afterEach(() => here.close());

const replayed = (lines: readonly string[], options?: Parameters<typeof replayLines>[3]) =>
  replayLines(here, market, lines, options);
const operations = () => here.client("operations");

test("a refused order leaves no seller, listing or stock, and its goods cannot be bought", async () => {
  const { tally } = await replayed([anOrder("r1", "FRESH", 700, { postcode: "2139", sellerId: "fresh-shop" })]);
  expect(tally).toMatchObject({ accepted: 0, rejected: { invalid: 1 }, rejectedTotal: "1750.00" });
  expect((await operations().get("/sellers/fresh-shop")).status).toBe(404);
  expect((await operations().get("/sellers/fresh-shop/listings/FRESH")).status).toBe(404);
  const buyer = { country: "US", postcode: "60601" };
  const body = { buyer, lines: [{ sellerId: "fresh-shop", sku: "FRESH", quantity: 700 }], payment: { method: "card" } };
  expect((await operations().post("/orders", body)).body.code).toBe("unknown-listing");
});

test.each<[string, Members]>([
  ["a currency of elsewhere", { currency: "XTS" }],
  ["a method that nobody offers", { paymentMethod: "barter" }],
  ["a time in the future", { placedAt: "2999-01-01" }],
  ["a postcode of another form", { postcode: "60601-12" }],
  ["an id that is too long", { orderId: "x".repeat(129) }],
  ["a quantity beyond any order", { lines: [{ sku: "FRESH", quantity: 100_001, unitPrice: "0.01" }] }],
  ["no units", { lines: [{ sku: "FRESH", quantity: 0, unitPrice: "0.01" }] }],
  ["a total beyond any order", { lines: [{ sku: "FRESH", quantity: 100_000, unitPrice: "99999999.99" }] }],
  ["freight below zero", { freight: "-1.00" }],
])("an order with %s puts nothing on offer", async (_, more) => {
  const before = here.everything();
  const { tally, rejects } = await replayed([anOrder("r1", "FRESH", 700, more)]);
  expect(tally).toMatchObject({ read: 1, accepted: 0, duplicates: 0 });
  expect(rejects).toHaveLength(1);
  expect(here.everything()).toEqual(before);
});

test("a correction under a known id is a conflict that says what differs, and changes nothing", async () => {
  await replayed([anOrder("c1", "A", 2)]);
  const before = here.everything();
  const corrections = [
    anOrder("c1", "A", 3),
    anOrder("c1", "B", 2),
    anOrder("c1", "A", 2, { freight: "1.00" }),
    anOrder("c1", "A", 2, { placedAt: "2024-03-06" }),
    anOrder("c1", "A", 2, { buyerId: "somebody" }),
    anOrder("c1", "A", 2, { postcode: "60602" }),
    anOrder("c1", "A", 2, { lines: [{ sku: "A", quantity: 2, unitPrice: "2.49" }] }),
  ];
  const { tally, rejects } = await replayed(corrections);
  expect(tally).toMatchObject({ accepted: 0, duplicates: 0, rejected: { conflict: corrections.length } });
  expect(rejects.map(({ field }) => field)).toEqual([
    ...["/lines", "/lines", "/freight", "/placedAt", "/buyerId", "/postcode", "/lines"],
  ]);
  expect(rejects.map(({ total }) => total)).toEqual(["7.50", "5.00", "5.00", "5.00", "5.00", "5.00", "4.98"]);
  expect(here.everything()).toEqual(before);
});

test.each<[string, string]>([
  ["the same line", anOrder("d1", "A", 2)],
  [
    "its members in another order",
    JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(anOrder("d1", "A", 2))).reverse())),
  ],
  ["its numbers as text", anOrder("d1", "A", "2")],
  ["its id with space around it", anOrder(" d1\n", "A", 2)],
  [
    "one line as two of the same price",
    anOrder("d1", "", 0, { lines: [1, 1].map((quantity) => ({ sku: "A", quantity, unitPrice: 2.5 })) }),
  ],
  ["the state that it has reached since", anOrder("d1", "A", 2, { status: "delivered", deliveredAt: "2024-03-09" })],
])("%s is a duplicate", async (_, again) => {
  await replayed([anOrder("d1", "A", 2)]);
  expect((await replayed([again])).tally).toMatchObject({ accepted: 0, duplicates: 1, rejected: {} });
  expect(await goodsOnOffer(here, "A")).toMatchObject({ onHand: 2, available: 0 });
});

test("an order of today is accepted before noon, and again in the afternoon it is the same order", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-30T14:00:00Z") }); // eight in the morning in Chicago
  try {
    const today = anOrder("t1", "A", 1, { placedAt: "2026-11-30" });
    const tomorrow = anOrder("t2", "A", 1, { placedAt: "2026-12-01" });
    expect((await replayed([today, tomorrow])).tally).toMatchObject({ accepted: 1, rejected: { invalid: 1 } });
    vi.setSystemTime(Date.parse("2026-11-30T22:00:00Z"));
    expect((await replayed([today])).tally).toMatchObject({ accepted: 0, duplicates: 1 });
  } finally {
    vi.useRealTimers();
  }
});

test("a file with dirt of every kind comes to what it was made for, and a second run accepts nothing", async () => {
  const { text, expected } = orderFile(market);
  const { duplicates, accepted } = expected;
  const before = here.everything();
  expect((await replayed(text.split("\n"), { carry: dryRun })).tally).toMatchObject(expected);
  expect(here.everything()).toEqual(before);
  const { tally, rejects } = await replayed(text.split("\n"));
  expect(tally).toMatchObject(expected);
  expect(rejects.map(({ reason }) => reason)).toContain("conflict");
  expect(
    (await operations().get("/listings?limit=100")).body.items.filter(({ sku }: Json) => sku === "NEVER LISTED"),
  ).toEqual([]);
  const again = await replayed(text.split("\n"));
  expect((await replayed(text.split("\n"), { carry: dryRun })).tally).toMatchObject({
    rejected: again.tally.rejected,
    duplicates: again.tally.duplicates,
  });
  expect(again.tally).toMatchObject({
    ...expected,
    accepted: 0,
    duplicates: accepted + duplicates,
    acceptedTotal: "0.00",
  });
});
