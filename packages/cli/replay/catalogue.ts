import * as z from "zod/mini";
import { stockKeyName } from "#kernel/codes";
import type { Api, ApiRequest } from "../market-api/api.ts";
import { unexpected } from "../market-api/refusal.ts";
import { isPassing } from "../market-api/retry.ts";
import { type KeyDemand, missing, type SellerDemand } from "./demand.ts";

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
  raise(key: Pick<KeyDemand, "sellerId" | "sku" | "nodes">): Promise<void>;
};

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
  const listingOf = (key: Pick<KeyDemand, "sellerId" | "sku">) =>
    path(key.sellerId, `/listings/${encodeURIComponent(key.sku)}`);
  const stockOf = (key: Pick<KeyDemand, "sellerId" | "sku">) =>
    path(key.sellerId, `/stock/${encodeURIComponent(key.sku)}`);
  /** @throws Error when the market cannot answer at all */
  const ask = async (request: ApiRequest) => {
    const answer = await api(request);
    if (isPassing(answer.status) || answer.status === 401 || answer.status === 403) throw unexpected(request, answer);
    return answer;
  };

  const raise: Catalogue["raise"] = async (key) => {
    for (let attempt = 1; attempt <= 10; attempt++) {
      const seen = z.safeParse(stock, (await ask({ method: "GET", path: stockOf(key) })).body).data;
      const nodes = seen?.nodes ?? [];
      const added = missing(key.nodes, new Map(nodes.map(({ nodeId, available }) => [nodeId, available])));
      if (added.size === 0) return;
      const onHand = new Map(nodes.map((node) => [node.nodeId, node.onHand]));
      for (const [node, units] of added) onHand.set(node, (onHand.get(node) ?? 0) + units);
      const body = { nodes: Object.fromEntries(onHand) };
      const { status } = await ask({ method: "PUT", path: stockOf(key), body, ifMatch: seen?.version ?? 0 });
      if (status !== 412 && status !== 409) return; // somebody counted meanwhile: look again
    }
  };

  return {
    raise,
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
      const nodes = Object.fromEntries([...key.nodes].filter(([, units]) => units > 0));
      const stocked = await ask({ method: "PUT", path: stockOf(key), body: { nodes }, ifMatch: 0 });
      if (stocked.status === 412) await raise(key);
    },
  };
}
