import type { StockKey } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import { decideAndSave } from "#platform/decide-and-save";
import type { Split } from "./stock.ts";
import { splitStock } from "./stock-decisions.ts";
import { stockEntity } from "./stock-entity.ts";
import type { StockStore } from "./stock-store.ts";

/**
 * Splits a key's stock as its listing now wants it. Safe to repeat and to be overtaken: the later listing version wins.
 * @throws ContentionError when others kept coming between
 */
export async function resplitStock(stocks: StockStore, key: StockKey, split: Split, now: Instant): Promise<void> {
  await decideAndSave(stockEntity, stocks.at(key), { decide: (stock) => splitStock(stock, split), at: now });
}
