import { expect } from "vitest";
import { marketByCode } from "#markets/directory";
import type { Api } from "../market-api/api.ts";
import { quietBar } from "../terminal/progress.ts";
import type { MappedOrder } from "./order-request.ts";
import type { EndedOrder, Reading, Reject } from "./reading.ts";
import { replay } from "./replay.ts";

const market = marketByCode("us") ?? expect.unreachable();
const price = { amount: "2.00", currency: "USD" };

/** An order of three units of each SKU at 2.00, for specs. */
export const order = (externalId: string, skus: readonly string[], more: Partial<MappedOrder> = {}): MappedOrder => ({
  outcome: "order",
  externalId,
  total: (skus.length * 600) as MappedOrder["total"],
  finalState: undefined,
  request: {
    externalId,
    channel: "import",
    buyer: { country: "US" },
    lines: skus.map((sku) => ({ sellerId: "s1", sku, quantity: 3, unitPrice: price })),
    shipping: { amount: "0.00", currency: "USD" },
    payment: { method: "card" },
  },
  wanted: skus.map((sku, index) => ({
    sellerId: "s1",
    sellerName: "One",
    sku,
    title: sku,
    category: "other",
    price,
    quantity: 3,
    nodeId: index % 2 === 0 ? "east" : "west",
  })),
  ...more,
});
/** Replays readings as lines of a file. */
export const run = async (
  api: Api,
  readings: readonly Reading["reading"][],
  {
    workers = 4,
    onReject = () => {},
    onEnded = () => {},
  }: Partial<{ workers: number; onReject: (reject: Reject) => void; onEnded: (order: EndedOrder) => void }> = {},
) =>
  replay({
    readings: async function* () {
      for (const [index, reading] of readings.entries())
        yield { number: index + 1, text: `line ${index + 1}`, reading };
    },
    market,
    api,
    workers,
    bar: quietBar,
    onReject,
    onEnded,
  });
