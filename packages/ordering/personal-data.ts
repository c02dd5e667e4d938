import type { LineReasons } from "./cancel-reasons.ts";

/** Who ordered and where it goes. */
export type Buyer = {
  readonly id?: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly region?: string;
  readonly postcode?: string;
  readonly postcodePrefix?: string;
  readonly name?: string;
  readonly address?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly taxId?: string;
};

/** All personal data of an order, kept in one item of its own so that it can be erased: then nothing of it is left. Whom
 *  each member may be shown to is said in `order-view.ts`. */
export type PersonalData = {
  readonly buyer: Buyer;
  /** What the buyer wants to be said with it. */
  readonly note?: string;
  /** What whoever cancelled the order wrote: it may name people. */
  readonly cancelReason?: string;
  /** The same of lines, of each the last word; those without one went with the whole order. */
  readonly lineReasons?: LineReasons;
};
