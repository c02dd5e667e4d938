import * as z from "zod/mini";
import { nodeId, sellerId, sku } from "#kernel/codes";
import { documented } from "#kernel/documented";
import { type Stock, unitsOf } from "./stock.ts";

/** Units in whole numbers. A thousand million of one thing is a typing mistake. */
const units = z.int().check(z.gte(0), z.lte(1_000_000_000));

/** What `PUT …/stock/{sku}` takes: all that is on hand, at the seller's nearest node or node by node. */
export const stockBody = documented(
  z.strictObject({ quantity: z.optional(units), nodes: z.optional(z.record(nodeId, units)) }).check(
    z.refine(({ quantity, nodes }) => (quantity === undefined) !== (nodes === undefined), {
      message: "must have either quantity or nodes",
    }),
  ),
  (generated) => ({ ...generated, oneOf: [{ required: ["quantity"] }, { required: ["nodes"] }] }),
);

const counted = { onHand: units, held: units, available: units };
export const stockView = z.object({
  sellerId,
  sku,
  ...counted,
  nodes: z.array(z.object({ nodeId, ...counted })),
  version: z.int(),
});

/** Stock as the outside sees it: sums, and each node that has or had units. Buckets are nobody's business. */
export const viewOf = ({ key: { sellerId, sku }, version, nodes }: Stock): z.output<typeof stockView> => ({
  sellerId,
  sku,
  ...unitsOf({ buckets: nodes.flatMap(({ buckets }) => buckets) }),
  nodes: nodes.map((node) => ({ nodeId: node.nodeId, ...unitsOf(node) })),
  version,
});
