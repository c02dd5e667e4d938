import * as z from "zod/mini";
import { type StockKey, stockKeyName } from "#kernel/codes";
import type { Api, ApiRequest } from "../market-api/api.ts";
import { unexpected } from "../market-api/refusal.ts";
import { isPassing } from "../market-api/retry.ts";
import { type KeyDemand, missing, type SellerDemand, unitsOf } from "./demand.ts";

/** What a replay does to sellers, listings and stock. A refusal by the market is no error here: the orders concerned
 *  meet the same refusal, and that is where it is told. */
export type Catalogue = {
  /** Opens the seller unless it is there. @returns whether it was there already */
  open(seller: SellerDemand): Promise<boolean>;
  /** @returns units that may be sold, by stock key, of everything the seller offers */
  offered(sellerId: string): Promise<ReadonlyMap<string, number>>;
  /** Lists a key and stocks what is wanted of it. */
  offer(key: KeyDemand): Promise<void>;
  /** Raises the stock of a key until what is wanted is available, and leaves it alone if it is. */
  raise(key: Goods): Promise<void>;
  /** Takes back what was put on offer for orders that were refused after all: no more than this catalogue added to the
   *  key, and nothing that somebody has bought. */
  takeBack(key: Goods): Promise<void>;
};

type Goods = Pick<KeyDemand, "sellerId" | "sku" | "nodes">;

const listings = z.object({
  items: z.array(z.object({ sellerId: z.string(), sku: z.string(), available: z.int() })),
  next: z.nullable(z.string()),
});
const stock = z.object({
  version: z.int(),
  nodes: z.array(z.object({ nodeId: z.string(), onHand: z.int(), available: z.int() })),
});

export function catalogue(api: Api): Catalogue {
  const path = (sellerId: string, rest = "") => `/sellers/${encodeURIComponent(sellerId)}${rest}`;
  const listingOf = (key: StockKey) => path(key.sellerId, `/listings/${encodeURIComponent(key.sku)}`);
  const stockOf = (key: StockKey) => path(key.sellerId, `/stock/${encodeURIComponent(key.sku)}`);
  /** @throws Error when the market cannot answer at all */
  const ask = async (request: ApiRequest) => {
    const answer = await api(request);
    if (isPassing(answer.status) || answer.status === 401 || answer.status === 403) throw unexpected(request, answer);
    return answer;
  };

  /** Units added here, by key and node. */
  const added = new Map<string, Map<string, number>>();
  const remember = (key: StockKey, units: ReadonlyMap<string, number>): void => {
    const ofKey = added.get(stockKeyName(key)) ?? new Map<string, number>();
    for (const [node, more] of units) ofKey.set(node, (ofKey.get(node) ?? 0) + more);
    added.set(stockKeyName(key), ofKey);
  };
  /** Counts a key anew. @param change units to add by node, or to take away, given those that are available there */
  const recount = async (
    key: StockKey,
    change: (available: ReadonlyMap<string, number>) => ReadonlyMap<string, number>,
  ): Promise<void> => {
    for (let attempt = 1; attempt <= 20; attempt++) {
      const seen = z.safeParse(stock, (await ask({ method: "GET", path: stockOf(key) })).body).data;
      const nodes = seen?.nodes ?? [];
      const units = change(new Map(nodes.map(({ nodeId, available }) => [nodeId, available])));
      if (units.size === 0) return;
      const onHand = new Map(nodes.map((node) => [node.nodeId, node.onHand]));
      for (const [node, more] of units) onHand.set(node, (onHand.get(node) ?? 0) + more);
      const body = { nodes: Object.fromEntries(onHand) };
      const { status } = await ask({ method: "PUT", path: stockOf(key), body, ifMatch: seen?.version ?? 0 });
      if (status < 400) return remember(key, units);
      if (status !== 412 && status !== 409) return; // somebody counted or bought meanwhile: look again
    }
  };
  const raise: Catalogue["raise"] = (key) => recount(key, (available) => missing(key.nodes, available));

  return {
    raise,
    takeBack: (key) =>
      recount(key, (available) => {
        const ours = added.get(stockKeyName(key)) ?? new Map<string, number>();
        let left = unitsOf(key);
        const units = new Map<string, number>();
        for (const [node, most] of ours) {
          const fewer = Math.min(left, most, available.get(node) ?? 0);
          if (fewer > 0) units.set(node, -fewer);
          left -= Math.max(0, fewer);
        }
        return units;
      }),
    async open({ sellerId, name, postcode }) {
      if ((await ask({ method: "GET", path: path(sellerId) })).status === 200) return true;
      const body = { name, ...(postcode === undefined ? {} : { postcode }) };
      await ask({ method: "PUT", path: path(sellerId), body });
      return false;
    },
    async offered(sellerId) {
      const available = new Map<string, number>();
      let after = "";
      do {
        const request = { method: "GET", path: `/listings?sellerId=${encodeURIComponent(sellerId)}&limit=100${after}` };
        const page = z.safeParse(listings, (await ask(request)).body).data;
        for (const item of page?.items ?? []) available.set(stockKeyName(item), item.available);
        after = page?.next ? `&after=${encodeURIComponent(page.next)}` : "";
      } while (after !== "");
      return available;
    },
    async offer(key) {
      const { title, category, price } = key;
      const listed = await ask({ method: "PUT", path: listingOf(key), body: { title, category, price } });
      if (listed.status >= 400) return;
      const units = new Map([...key.nodes].filter(([, wanted]) => wanted > 0));
      const body = { nodes: Object.fromEntries(units) };
      const stocked = await ask({ method: "PUT", path: stockOf(key), body, ifMatch: 0 });
      if (stocked.status < 400) remember(key, units);
      if (stocked.status === 412) await raise(key);
    },
  };
}
