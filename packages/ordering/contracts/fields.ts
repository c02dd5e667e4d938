import * as z from "zod/mini";
import { nodeId, sellerId, sku } from "#kernel/codes";
import { lineId } from "./ids.ts";

/** How many of something: at least one. */
export const units = z.int().check(z.gte(1));

/** Units that one node keeps for an order. */
export const heldItem = z.strictObject({ sellerId, sku, nodeId, quantity: units });
export type HeldItem = z.output<typeof heldItem>;

/** Units of one line of an order. */
export const lineUnits = z.strictObject({ lineId, quantity: units });
export type LineUnits = z.output<typeof lineUnits>;

/**
 * Why lines are cancelled. Asked for by the `buyer`, the `seller` or people of the `operations`; because the order `lapsed`,
 * its payment was `declined`, its `stock` was not there, a node found less than it should have (`short`), or because of a
 * `delay`.
 */
export const cancellationCause = z.enum([
  "buyer",
  "seller",
  "operations",
  "lapsed",
  "declined",
  "stock",
  "short",
  "delay",
]);
export type CancellationCause = z.output<typeof cancellationCause>;
