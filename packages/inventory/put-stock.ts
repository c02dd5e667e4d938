import type { SellerId, StockKey } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { decideAndSave, settled } from "#platform/decide-and-save";
import { problem } from "#platform/problem";
import { unknownSeller } from "#sellers/contracts/problems";
import { notYours, problemOf, unknownNodes, unlisted } from "./problems.ts";
import type { Split } from "./stock.ts";
import { setStock } from "./stock-decisions.ts";
import { stockEntity } from "./stock-entity.ts";
import { allocateCount, type SellerLocation, type StockCount } from "./stock-location.ts";
import type { StockStore } from "./stock-store.ts";
import { viewOf } from "./stock-view.ts";

/** What inventory needs to know from others. */
export type InventoryPorts = {
  readonly market: Pick<Market, "nodes" | "delivery">;
  readonly stocks: StockStore;
  /** @returns `undefined` when no seller has this id */
  readonly seller: (sellerId: SellerId) => Promise<SellerLocation | undefined>;
  /** How the listing wants its stock split. @returns `undefined` when there is no such listing */
  readonly listing: (key: StockKey) => Promise<Split | undefined>;
};

export type StockPut = {
  readonly path: StockKey;
  readonly body: StockCount;
  readonly caller: Caller;
  readonly ifMatch: number | undefined;
  readonly now: Instant;
};

/**
 * Sets what is on hand, again from a fresh look when orders or others came between: the figures answered are those that
 * were true at one moment. Callers bound to sellers set these sellers' stock only.
 * @throws ContentionError when others kept coming between
 */
export async function putStock(
  { market, stocks, seller, listing }: InventoryPorts,
  { path, body, caller, ifMatch, now }: StockPut,
) {
  if (!mayActFor(caller, path.sellerId)) return notYours();
  const [location, split] = await Promise.all([seller(path.sellerId), listing(path)]);
  if (!location) return problem(unknownSeller, "no seller has this id");
  if (!split) return unlisted();
  const { count, unknown } = allocateCount(market, location, body);
  if (unknown.length > 0) return unknownNodes(unknown);
  const changed = settled(
    await decideAndSave(stockEntity, stocks.at(path), {
      decide: (stock) => setStock(stock, count, split, ifMatch),
      at: now,
    }),
  );
  if (changed.outcome === "rejected") return problemOf(changed.rejection);
  const { state: stock } = changed.stored;
  return answer(200, viewOf(stock), { version: stock.version });
}
