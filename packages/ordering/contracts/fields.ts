import * as z from "zod/mini";
import { nodeId, sellerId, sku } from "#kernel/codes";
import type { Minor } from "#kernel/money";

/** Integer minor units of the market's currency, never negative. */
export const amount = z.int().check(z.gte(0)) as unknown as z.ZodMiniType<Minor>;

/** Units that one node keeps for an order. */
export const heldItem = z.strictObject({ sellerId, sku, nodeId, quantity: z.int().check(z.gte(1)) });
export type HeldItem = z.output<typeof heldItem>;
