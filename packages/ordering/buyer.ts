/** Who ordered and where it goes: all personal data of an order, kept in one item of its own so that it can be erased. */
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
