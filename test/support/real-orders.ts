import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "#cli/local-cloud/places";
import type { Market } from "#markets/schema";
import { archipelago } from "./command.ts";
import { eventually } from "./eventually.ts";
import { clientOf, type Json, person } from "./market-client.ts";
import { atScale } from "./scale.ts";
import { marketsOfStack } from "./shop.ts";

const shared = join(root, "../shared/data");
/** Where the real orders lie; a clone that stands alone has none, and says that it skips what needs them. */
export const realOrdersAreHere = existsSync(shared);
const dirt = ["M", "D", "S", "BANK CHARGES", "AMAZONFEE"].flatMap((sku) => ["--reject-sku", sku]);
const carriage = ["POST", "DOT", "C2"].flatMap((sku) => ["--shipping-sku", sku]);
const rules = [...dirt, ...carriage, "--categories", join(shared, "categories.json")];

/** What the real orders of three markets come to, to the cent: all lines of what is accepted, and its goods without
 *  what the file calls carriage. */
const wholeFiles = {
  us: {
    ...{ read: 3441, accepted: 3441, acceptedTotal: "798620.90", rejected: {}, rejectedTotal: "0.00" },
    goods: "798620.90",
  },
  uk: {
    ...{ read: 1791, accepted: 1261, acceptedTotal: "527486.17", rejectedTotal: "76867.34", goods: "518826.03" },
    rejected: {
      cancellation: 352,
      "country-not-served": 129,
      "no-paid-line": 38,
      "rejected-sku": 10,
      "no-lines": 1,
    },
  },
  br: {
    ...{ read: 4000, accepted: 4000, acceptedTotal: "606407.16", rejected: {}, rejectedTotal: "0.00" },
    goods: "606407.16",
  },
};
/** The same of the first orders of each file. */
const first240: typeof wholeFiles = {
  us: {
    ...{ read: 240, accepted: 240, acceptedTotal: "62714.64", rejected: {}, rejectedTotal: "0.00" },
    goods: "62714.64",
  },
  uk: {
    ...{ read: 240, accepted: 146, acceptedTotal: "58503.49", rejectedTotal: "-202.42", goods: "58165.00" },
    rejected: {
      cancellation: 68,
      "country-not-served": 17,
      "no-paid-line": 7,
      "rejected-sku": 1,
      "no-lines": 1,
    },
  },
  br: {
    ...{ read: 240, accepted: 240, acceptedTotal: "34203.79", rejected: {}, rejectedTotal: "0.00" },
    goods: "34203.79",
  },
};
const first60 = {
  us: {
    ...{ read: 60, accepted: 60, acceptedTotal: "8805.50", rejected: {}, rejectedTotal: "0.00" },
    goods: "8805.50",
  },
  uk: {
    ...{ read: 60, accepted: 37, acceptedTotal: "15724.07", rejectedTotal: "2063.63", goods: "15724.07" },
    rejected: { cancellation: 17, "country-not-served": 5, "no-paid-line": 1 },
  },
  br: {
    ...{ read: 60, accepted: 60, acceptedTotal: "10257.93", rejected: {}, rejectedTotal: "0.00" },
    goods: "10257.93",
  },
};
/** What this run carries in. */
export const realOrders = atScale({ short: first60, slice: first240, whole: wholeFiles });
const limit = atScale({ short: ["--limit", "60"], slice: ["--limit", "240"], whole: [] });
export type Code = keyof typeof realOrders;
export const codes = Object.keys(realOrders) as Code[];
export const fileOf = (code: string): string => join(shared, `${code}-orders.ndjson`);

export const marketOf = (code: string): Market => {
  const market = marketsOfStack().find((one) => one.code === code);
  if (!market) throw new Error(`the stack has no market ${code}`);
  return market;
};

/** How long a step may take when all orders are meant, in milliseconds. */
export const long = 2_400_000;

/** Replays a file, and hands on what the command said when it did what was asked. */
export async function replayed(file: string, market: string, ...options: readonly string[]): Promise<Json> {
  const { code, document, err } = await archipelago("replay", file, "--market", market, ...options);
  expect(code, err).toBe(0);
  return document;
}

/** Replays the real orders of a market, or the first of them, as the scale of this run says. */
export const replayedReal = (code: Code, ...options: readonly string[]): Promise<Json> =>
  replayed(fileOf(code), code, ...rules, ...limit, ...options);

/** The orders of a file, as they stand there. */
export const ordersIn = async (code: string): Promise<readonly Json[]> =>
  (await readFile(fileOf(code), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** No order of a replay waits for its stock, its money or its plan. */
export const nothingWaits = (code: string) =>
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
