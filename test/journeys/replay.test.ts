import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "#cli/local-cloud/places";
import { nodeById } from "#markets/strategies/delivery";
import { agreed } from "#test/support/agreement";
import { archipelago } from "#test/support/command";
import { eventually } from "#test/support/eventually";
import { clientOf, type Json, person } from "#test/support/market-client";
import { orderFile } from "#test/support/order-file";
import { personalDataIn, placeTellingOrders } from "#test/support/personal-data";
import { marketsOfStack } from "#test/support/shop";

const shared = join(root, "../shared/data");
const dirt = ["M", "D", "S", "BANK CHARGES", "AMAZONFEE"].flatMap((sku) => ["--reject-sku", sku]);
const carriage = ["POST", "DOT", "C2"].flatMap((sku) => ["--shipping-sku", sku]);
const rules = [...dirt, ...carriage, "--categories", join(shared, "categories.json")];

/** What the real orders of three markets come to, to the cent. All of them take the emulator most of an hour: that is
 *  `npm run test:replay`. Other runs take the first of each file. */
const wholeFiles = {
  us: { read: 3441, accepted: 3441, acceptedTotal: "798620.90", rejected: {}, rejectedTotal: "0.00" },
  uk: {
    ...{ read: 1791, accepted: 1260, acceptedTotal: "527424.05", rejectedTotal: "76929.46" },
    rejected: {
      cancellation: 352,
      "country-not-served": 129,
      "price-not-positive": 41,
      "rejected-sku": 8,
      "no-lines": 1,
    },
  },
  br: { read: 4000, accepted: 4000, acceptedTotal: "606407.16", rejected: {}, rejectedTotal: "0.00" },
};
const someOrders = 240;
const firstOrders: typeof wholeFiles = {
  us: { read: someOrders, accepted: 240, acceptedTotal: "62714.64", rejected: {}, rejectedTotal: "0.00" },
  uk: {
    ...{ read: someOrders, accepted: 146, acceptedTotal: "58503.49", rejectedTotal: "-202.42" },
    rejected: {
      cancellation: 68,
      "country-not-served": 17,
      "price-not-positive": 7,
      "rejected-sku": 1,
      "no-lines": 1,
    },
  },
  br: { read: someOrders, accepted: 240, acceptedTotal: "34203.79", rejected: {}, rejectedTotal: "0.00" },
};
const all = process.env.ARCHIPELAGO_REPLAY === "whole";
const table = all ? wholeFiles : firstOrders;
const part = all ? [] : ["--limit", String(someOrders)];
type Code = keyof typeof table;
const codes = Object.keys(table) as Code[];
const marketOf = (code: string) => {
  const market = marketsOfStack().find((one) => one.code === code);
  if (!market) throw new Error(`the stack has no market ${code}`);
  return market;
};
const long = 1_500_000;
const began = Date.now();

/** Replays a file, and hands on what the command said when it did what was asked. */
async function replayed(file: string, market: string, ...options: readonly string[]): Promise<Json> {
  const { code, document, err } = await archipelago("replay", file, "--market", market, ...options);
  expect(code, err).toBe(0);
  return document;
}
/** No order of a replay waits for its stock, its money or its plan. */
const nothingWaits = (code: string) =>
  eventually(
    async () => {
      const operations = await clientOf(code, person("operations"));
      for (const status of ["reserving", "held"]) {
        const { body } = await operations.get(`/orders?status=${status}&limit=10`);
        const waiting = body.items.filter(({ channel }: Json) => channel === "import");
        expect(waiting.map(({ id }: Json) => id)).toEqual([]);
      }
    },
    { withinSeconds: long / 1_000, everyMilliseconds: 2_000 },
  );

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

describe.runIf(existsSync(shared))("the real orders of three markets", () => {
  test("are carried in, to the cent", { timeout: long }, async () => {
    const documents = await Promise.all(
      codes.map((code) => replayed(join(shared, `${code}-orders.ndjson`), code, ...rules, ...part)),
    );
    for (const [index, code] of codes.entries()) {
      const { currency } = marketOf(code);
      expect(documents[index], code).toMatchObject({
        ...table[code],
        duplicates: 0,
        currency: currency.code,
        market: code,
      });
      expect(documents[index].rejected, code).toEqual(table[code].rejected);
    }
  });

  test("are carried in once: a second run finds them there", { timeout: long }, async () => {
    await Promise.all(
      codes.map(async (code) => {
        const { accepted, ...same } = table[code];
        const again = await replayed(join(shared, `${code}-orders.ndjson`), code, ...rules, ...part);
        expect(again, code).toMatchObject({ ...same, accepted: 0, duplicates: accepted, acceptedTotal: "0.00" });
        expect(again.rejected, code).toEqual(same.rejected);
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
      const fromFile = await idsIn(join(shared, `${code}-orders.ndjson`));
      const orders = [...books.orders.values()].filter(
        ({ externalId }) => externalId !== undefined && fromFile.has(externalId),
      );
      expect(orders).toHaveLength(table[code].accepted);
      expect(orders.filter(({ status }) => status !== "confirmed").map(({ id }) => id)).toEqual([]);
      const ids = new Set<string>(orders.map(({ id }) => id));
      const goods = orders.reduce((sum, { totals }) => sum + totals.total - totals.shipping, 0);
      expect(goods).toBeGreaterThan(0);
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
    const file = join(shared, "br-orders.ndjson");
    const market = marketOf("br");
    const some = (await readFile(file, "utf8"))
      .split("\n")
      .slice(0, 120)
      .map((line): Json => JSON.parse(line));
    const fates = Map.groupBy(some, ({ status }) => status);
    const { outcomes } = await replayed(file, "br", "--limit", String(some.length), "--outcomes", ...rules);
    expect(outcomes).toEqual({
      cancelled: fates.get("canceled")?.length ?? 0,
      dispatched: fates.get("shipped")?.length ?? 0,
      delivered: fates.get("delivered")?.length ?? 0,
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
      { withinSeconds: 120, everyMilliseconds: 3_000 },
    );
  });
});

test("no log says anything about a person", { timeout: long }, async () => {
  for (const market of marketsOfStack()) {
    const said = await placeTellingOrders(market);
    const file = join(shared, `${market.code}-orders.ndjson`);
    const found = await personalDataIn(market, said, existsSync(file) ? file : undefined, began);
    expect(found, market.code).toEqual([]);
  }
});

const idsIn = async (file: string): Promise<ReadonlySet<string>> =>
  new Set(
    (await readFile(file, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).orderId),
  );
