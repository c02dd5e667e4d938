import { type Minor, zero } from "#kernel/money";
import type { Market } from "../schema.ts";

/** What is taxed, in minor units of the market's currency. */
export type TaxedSale = { readonly goods: Minor; readonly shipping: Minor };

type Taxation = Pick<Market, "tax">;

const strategies: { readonly [Name in Market["tax"]["strategy"]]: (market: Taxation, sale: TaxedSale) => Minor } = {
  /** Listed and agreed prices are what the buyer pays. */
  "final-price": () => zero,
};

/** The tax that is added to a sale at checkout, on top of its prices, in minor units; zero or more. */
export const addedTax = (market: Taxation, sale: TaxedSale): Minor => strategies[market.tax.strategy](market, sale);
