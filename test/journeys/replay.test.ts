import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatAmount, sum } from "#kernel/money";
import { nodeById } from "#markets/strategies/delivery";
import { agreed } from "#test/support/agreement";
import { addedUp, balancedBooks, moreThanWasSold, soldIn, tooFewBuyers, totalOf } from "#test/support/central-figures";
import { foundInTheCentre, tapsInTheCentre, wordsNotToTell } from "#test/support/central-scan";
import { archipelago } from "#test/support/command";
import { eventually } from "#test/support/eventually";
import { orderFile } from "#test/support/order-file";
import { whileCentreIsAway } from "#test/support/outage";
import { personalDataIn, placeTellingOrders } from "#test/support/personal-data";
import {
  type Code,
  codes,
  fileOf,
  long,
  marketOf,
  nothingWaits,
  ordersIn,
  realOrders,
  realOrdersAreHere,
  replayed,
  replayedReal,
} from "#test/support/real-orders";
import { atScale } from "#test/support/scale";
import { marketsOfStack } from "#test/support/shop";

const began = Date.now();

describe("a file of one's own, with dirt of every kind,", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "archipelago-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(marketsOfStack().map(({ code }) => code))("becomes orders of the market %s, once", async (code) => {
    const { text, options, expected, outcomes } = orderFile(marketOf(code));
    const [file, rejects] = [join(folder, `${code}.ndjson`), join(folder, `${code}-rejects.ndjson`)];
    await writeFile(file, text);
    const first = await replayed(file, code, ...options, "--rejects", rejects);
    expect(first).toMatchObject({ file, market: code, ...expected });
    const written = (await readFile(rejects, "utf8")).trimEnd().split("\n");
    expect(written).toHaveLength(Object.values(expected.rejected).reduce((sum, count) => sum + count, 0));

    const again = await replayed(file, code, ...options, "--outcomes");
    const duplicates = expected.accepted + expected.duplicates;
    expect(again).toMatchObject({ ...expected, accepted: 0, duplicates, acceptedTotal: "0.00" });
    expect(again.outcomes).toEqual({ ...outcomes, notPlayed: 0 });
    await nothingWaits(code);
    await agreed(marketOf(code), undefined, { everyMilliseconds: 2_000 });
  });
});

test("a file of which nothing can be taken fails, and says what it looks like", async () => {
  const folder = await mkdtemp(join(tmpdir(), "archipelago-"));
  try {
    const file = join(folder, "orders.json");
    for (const [text, read, looksLike] of [
      ['[{"orderId":"1"}]', 1, "it is a JSON array"],
      ["orderId,placedAt\n1,2026-10-06\n", 2, "it is a table with commas"],
      ["\n \n", 0, "it is empty"],
    ] as const) {
      await writeFile(file, text);
      const { code, document } = await archipelago("replay", file, "--market", marketsOfStack()[0]?.code ?? "");
      expect(code, text).toBe(1);
      expect(document).toMatchObject({ read, accepted: 0, looksLike: expect.stringContaining(looksLike) });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a file is tried without a trace", async () => {
  const folder = await mkdtemp(join(tmpdir(), "archipelago-"));
  try {
    const [market = expect.unreachable()] = marketsOfStack();
    const { text, options, expected } = orderFile(market);
    const file = join(folder, "orders.ndjson");
    await writeFile(file, text);
    for (const _ of [1, 2])
      expect(await replayed(file, market.code, ...options, "--dry-run")).toMatchObject({ dryRun: true, ...expected });
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe.runIf(realOrdersAreHere)("the real orders of three markets", () => {
  let taps: Awaited<ReturnType<typeof tapsInTheCentre>>;
  beforeAll(async () => {
    taps = await tapsInTheCentre();
  });
  afterAll(() => taps.remove());

  test("are carried in, to the cent, though the centre is away all the time", { timeout: long }, async () => {
    const documents = await whileCentreIsAway(codes, () => Promise.all(codes.map((code) => replayedReal(code))));
    for (const [index, code] of codes.entries()) {
      const { goods, rejected, ...counts } = realOrders[code];
      const currency = marketOf(code).currency.code;
      expect(documents[index], code).toMatchObject({ ...counts, duplicates: 0, currency, market: code });
      expect(documents[index].rejected, code).toEqual(rejected);
    }
  });

  test("are carried in once: a second run finds them there", { timeout: long }, async () => {
    await Promise.all(
      codes.map(async (code) => {
        const { accepted, goods, rejected, ...same } = realOrders[code];
        const again = await replayedReal(code);
        expect(again, code).toMatchObject({ ...same, accepted: 0, duplicates: accepted, acceptedTotal: "0.00" });
        expect(again.rejected, code).toEqual(rejected);
      }),
    );
  });

  test.each(codes)(
    "are all paid, and routed to the nodes of %s; everything agrees",
    { timeout: long },
    async (code) => {
      await nothingWaits(code);
      const market = marketOf(code);
      const books = await agreed(market, undefined, { withinSeconds: 300, everyMilliseconds: 5_000 });
      const orders = await ofTheFile(code, books.orders.values());
      expect(orders).toHaveLength(realOrders[code].accepted);
      expect(orders.filter(({ status }) => status !== "confirmed").map(({ id }) => id)).toEqual([]);
      const ids = new Set<string>(orders.map(({ id }) => id));
      const goods = sum(orders.map(({ totals }) => totals.goods));
      expect(formatAmount(goods, market.currency)).toBe(realOrders[code].goods);
      const shipments = books.shipments.filter(({ orderId }) => ids.has(orderId));
      expect(new Set(shipments.map(({ orderId }) => orderId)).size).toBe(ids.size);
      expect(shipments.filter(({ nodeId }) => !nodeById(market, nodeId))).toEqual([]);
      // exactly what the orders wanted was stocked: nothing is left, and nothing was sold that was not there
      const bought = new Set(
        orders.flatMap(({ id }) => (books.lines.get(id) ?? []).map(({ sellerId, sku }) => `${sellerId}/${sku}`)),
      );
      const left = books.stock.filter(
        ({ sellerId, sku, available }) => available > 0 && bought.has(`${sellerId}/${sku}`),
      );
      expect(left).toEqual([]);
    },
  );

  test("come to the ends that were recorded", { timeout: long }, async () => {
    const market = marketOf("br");
    const some = (await ordersIn("br")).slice(0, atScale({ short: 60, slice: 120, whole: undefined }));
    const fates = Map.groupBy(some, ({ status }) => status);
    const { outcomes } = await replayedReal("br", "--outcomes", "--limit", String(some.length));
    expect(outcomes).toEqual({
      cancelled: fates.get("canceled")?.length ?? 0,
      dispatched: fates.get("shipped")?.length ?? 0,
      delivered: fates.get("delivered")?.length ?? 0,
      undated: fates.get("delivered")?.filter(({ deliveredAt }) => deliveredAt === undefined).length ?? 0,
      notPlayed: 0,
    });
    const ends: Readonly<Record<string, string>> = { delivered: "completed", canceled: "cancelled" };
    await eventually(
      async () => {
        const { orders } = await agreed(market, undefined, { withinSeconds: 1 });
        const statuses = new Map([...orders.values()].map(({ externalId = "", status }) => [externalId, status]));
        const wrong = some.filter(({ orderId, status }) => statuses.get(orderId) !== (ends[status] ?? "confirmed"));
        expect(wrong.map(({ orderId, status }) => `${orderId}: ${status}, ${statuses.get(orderId)}`)).toEqual([]);
      },
      { withinSeconds: 600, everyMilliseconds: 5_000 },
    );
  });

  test.each(codes)("reach the centre as figures, or wait in %s, to the cent", { timeout: long }, async (code) => {
    const market = marketOf(code);
    const sold = await soldIn(market);
    const { books, report } = await balancedBooks(market);
    expect(books.ledger).toEqual(totalOf(sold, market));
    expect(books.central.orders, "enough people bought for some figure to leave").toBeGreaterThan(0);
    const real = await ofTheFile(code, sold);
    expect(totalOf(real, market)).toEqual({ orders: realOrders[code].accepted, goods: realOrders[code].goods });
    expect(addedUp([books.central, books.heldBack, books.neverSent], market)).toEqual(books.ledger);
    expect(
      addedUp(
        report.map(({ sale }) => sale),
        market,
      ),
    ).toEqual(books.central);
    expect(moreThanWasSold(report, sold, market)).toEqual([]);
    expect(tooFewBuyers(report, sold, market)).toEqual([]);
  });

  test("leave no buyer, no order and no pseudonym in the central region", { timeout: long }, async () => {
    const secrets = new Set<string>();
    for (const code of codes) for (const word of await wordsNotToTell(marketOf(code))) secrets.add(word);
    const messages = await taps.messages();
    expect(messages.length).toBeGreaterThan(0);
    expect(await foundInTheCentre(secrets, began, messages)).toEqual([]);
  });
});

test("no log says anything about a person", { timeout: long }, async () => {
  for (const market of marketsOfStack()) {
    const said = await placeTellingOrders(market);
    const file = fileOf(market.code);
    const found = await personalDataIn(market, said, existsSync(file) ? file : undefined, began);
    expect(found, market.code).toEqual([]);
  }
});

/** Those of some orders that a file names. */
async function ofTheFile<One extends { readonly externalId?: string }>(code: Code, all: Iterable<One>): Promise<One[]> {
  const ids = new Set((await ordersIn(code)).map(({ orderId }) => orderId));
  return [...all].filter(({ externalId }) => externalId !== undefined && ids.has(externalId));
}
