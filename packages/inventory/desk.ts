import { unknownListing } from "#catalog/contracts/problems";
import type { SellerId, StockKey } from "#kernel/codes";
import type { Market } from "#markets/schema";
import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { forbidden, invalid, problem } from "#platform/problem";
import { unknownSeller } from "#sellers/contracts/problems";
import { problemOf } from "./problems.ts";
import { levelOf, putStock } from "./put-stock.ts";
import type { Split } from "./set-stock.ts";
import type { StockStore } from "./stock-store.ts";
import { viewOf } from "./views.ts";
import { type Counted, located, type Whereabouts } from "./where.ts";

/** What inventory needs to know from others. */
export type InventoryDesk = {
  readonly market: Pick<Market, "nodes" | "delivery">;
  readonly stocks: StockStore;
  /** @returns `undefined` when no seller has this id */
  readonly seller: (sellerId: SellerId) => Promise<Whereabouts | undefined>;
  /** How the listing wants its stock split. @returns `undefined` when there is no such listing */
  readonly listing: (key: StockKey) => Promise<Split | undefined>;
};

type Put = {
  readonly path: StockKey;
  readonly body: Counted;
  readonly caller: Caller;
  readonly ifMatch: number | undefined;
};
type Show = Pick<Put, "path" | "caller">;

/** What the API says of stock. Callers bound to sellers know only these sellers' stock. */
export const inventoryDesk = ({ market, stocks, seller, listing }: InventoryDesk) => ({
  async put({ path, body, caller, ifMatch }: Put) {
    if (!mayActFor(caller, path.sellerId)) return notYours();
    const [whereabouts, split] = await Promise.all([seller(path.sellerId), listing(path)]);
    if (!whereabouts) return problem(unknownSeller, "no seller has this id");
    if (!split) return unlisted();
    const { count, unknown } = located(market, whereabouts, body);
    if (unknown.length > 0)
      return problem(invalid, "the request does not meet its contract", {
        errors: unknown.map((node) => ({ pointer: `/nodes/${node}`, detail: "is no node of this market" })),
      });
    const result = await putStock(stocks, path, { count, split, ifMatch });
    if (result.outcome === "rejected") return problemOf(result.rejection);
    return answer(200, viewOf(result), { version: result.version });
  },
  async show({ path, caller }: Show) {
    if (!mayActFor(caller, path.sellerId)) return notYours();
    if (!(await listing(path))) return unlisted();
    const level = levelOf(await stocks.find(path));
    return answer(200, viewOf(level), { version: level.version });
  },
});

const notYours = () => problem(forbidden, "this seller is not yours");
const unlisted = () => problem(unknownListing, "this seller lists nothing under this SKU");
