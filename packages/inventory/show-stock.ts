import { answer } from "#platform/answer";
import { mayActFor } from "#platform/caller";
import { notYours, unlisted } from "./problems.ts";
import type { InventoryPorts, StockPut } from "./put-stock.ts";
import { viewOf } from "./stock-view.ts";

/** Units on hand, held and available, to callers that are not bound to other sellers. */
export async function showStock(
  { stocks, listing }: Pick<InventoryPorts, "stocks" | "listing">,
  { path, caller }: Pick<StockPut, "path" | "caller">,
) {
  if (!mayActFor(caller, path.sellerId)) return notYours();
  if (!(await listing(path))) return unlisted();
  const stock = await stocks.find(path);
  return answer(200, viewOf(stock), { version: stock.version });
}
