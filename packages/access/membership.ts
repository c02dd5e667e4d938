import type { SellerId } from "#kernel/codes";
/** Which sellers a user acts for. */
export type MembershipStore = {
  /** @param user the `sub` of a user of the market's pool @returns the seller ids, sorted; none for who is no member */
  sellersOf(user: string): Promise<readonly SellerId[]>;
  /** Lets a user act for these sellers too. Repeating it changes nothing. */
  join(user: string, sellerIds: readonly SellerId[]): Promise<void>;
  /** Ends it for these sellers; tokens that were handed out live on until they expire. */
  leave(user: string, sellerIds: readonly SellerId[]): Promise<void>;
};
