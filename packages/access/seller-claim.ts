import type { SellerId } from "#kernel/codes";
/**
 * Seller ids as one claim of an access token. They may hold spaces and commas, which gateways put between the members
 * of a list, so each is percent-encoded and one space stands between two.
 */
export const sellerClaim = (sellerIds: readonly SellerId[]): string => sellerIds.map(encodeURIComponent).join(" ");
