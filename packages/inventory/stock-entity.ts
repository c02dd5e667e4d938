import type { Entity } from "#platform/decide-and-save";
import { evolve } from "./evolve.ts";
import type { Stock, StockEvent } from "./stock.ts";

/** A key's stock. A split moves units and is no new version. */
export const stockEntity: Entity<Stock, StockEvent> = {
  name: "stock",
  evolve,
  nextVersion: ({ version }, events) => version + (events.some(({ type }) => type === "stock-counted") ? 1 : 0),
};
