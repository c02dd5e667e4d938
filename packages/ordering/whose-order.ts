import type { Caller } from "#platform/caller";
import type { Order } from "./order.ts";

/**
 * By whom an order must have been placed for a caller to know of it: a machine, which is in no group, knows of those that it
 * placed itself. @returns `undefined` for people, who may know of every one; of sellers the lines decide
 */
export const placerFor = ({ id, groups, sellerIds }: Caller): string | undefined =>
  sellerIds === undefined && groups.size === 0 ? id : undefined;

/** Whether a caller may know of an order. */
export const concerns = (caller: Caller, { placedBy }: Pick<Order, "placedBy">): boolean =>
  (placerFor(caller) ?? placedBy) === placedBy;
