import type { StockKey } from "#kernel/codes";
import type { Rejected } from "#kernel/decision";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import { type Count, type NodeUnits, type Split, type StockRejection, setStock, splitStock } from "./set-stock.ts";
import { type Stock, unitsOf } from "./stock.ts";
import type { StockStore } from "./stock-store.ts";

/** Stock as it stands after a reading or a change. */
export type StockLevel = StockKey & { readonly version: number; readonly nodes: readonly NodeUnits[] };

export const levelOf = ({ key, version, nodes }: Stock): StockLevel => ({
  ...key,
  version,
  nodes: nodes.map((node) => ({ nodeId: node.nodeId, ...unitsOf(node) })),
});

type StockCount = { readonly count: Count; readonly split: Split; readonly ifMatch: number | undefined };

/**
 * Sets what is on hand, again from a fresh look when orders or others came between: the figures answered are those that
 * were true at one moment.
 * @throws ContentionError when others kept coming between
 */
export async function putStock(
  stocks: StockStore,
  key: StockKey,
  { count, split, ifMatch }: StockCount,
): Promise<({ readonly outcome: "saved" } & StockLevel) | Rejected<StockRejection>> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const stock = await stocks.find(key);
    const decision = setStock(stock, count, split, ifMatch);
    if (decision.outcome === "rejected") return decision;
    const [event] = decision.events;
    if (event?.type !== "stock-set") return { outcome: "saved", ...levelOf(stock) };
    if ((await stocks.save(event.change)) === "saved")
      return { outcome: "saved", ...key, version: event.change.version, nodes: event.nodes };
    await pause(attempt);
  }
  throw new ContentionError("the stock is written too often");
}

/**
 * Splits a key's stock as its listing now wants it. Safe to repeat and to be overtaken: the later listing version wins.
 * @throws ContentionError when others kept coming between
 */
export async function resplitStock(stocks: StockStore, key: StockKey, split: Split): Promise<void> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const decision = splitStock(await stocks.find(key), split);
    const [event] = decision.outcome === "accepted" ? decision.events : [];
    if (!event || (await stocks.save(event.change)) === "saved") return;
    await pause(attempt);
  }
  throw new ContentionError("the stock is written too often");
}
