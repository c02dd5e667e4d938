import * as z from "zod/mini";
import { nodeId, sellerId, sku } from "#kernel/codes";

/** Units that one node keeps for an order. */
export const heldItem = z.strictObject({ sellerId, sku, nodeId, quantity: z.int().check(z.gte(1)) });
export type HeldItem = z.output<typeof heldItem>;
