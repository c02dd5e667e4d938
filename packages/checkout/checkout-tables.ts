import type { NodeId } from "#kernel/codes";
import type { Dynamo } from "#platform/dynamo";

/** Where an order and its stock lie. */
export type CheckoutTables = {
  readonly dynamo: Dynamo;
  readonly orderingTable: string;
  readonly inventoryTable: string;
  /** The market's nodes. */
  readonly nodeIds: readonly NodeId[];
};
