import type { Market } from "#markets/schema";
import type { Category } from "#markets/vocabulary";

/** Something to buy. The price is in minor units of whatever currency the market has. */
export type DemoListing = {
  readonly sku: string;
  readonly title: string;
  readonly category: Category;
  readonly price: number;
};
export type DemoSeller = {
  readonly sellerId: string;
  readonly name: string;
  readonly postcode: string | undefined;
  readonly listings: readonly DemoListing[];
};

/** Invented shops, the same in every market, so that a new market has something to show without a line of its own. */
const shops: readonly Omit<DemoSeller, "postcode">[] = [
  {
    sellerId: "lantern-house",
    name: "Lantern House",
    listings: [
      { sku: "LH-101", title: "Paper lantern, moon", category: "home", price: 1490 },
      { sku: "LH-102", title: "Paper lantern, comet", category: "home", price: 1690 },
      { sku: "LH-201", title: "Beeswax candles, set of six", category: "gifts", price: 990 },
    ],
  },
  {
    sellerId: "copper-kite",
    name: "Copper Kite Toys",
    listings: [
      { sku: "CK-01", title: "Wooden marble run, 42 pieces", category: "toys", price: 3450 },
      { sku: "CK-02", title: "Box kite, red", category: "toys", price: 2290 },
      { sku: "CK-03", title: "Island, a board game for four", category: "games", price: 2995 },
    ],
  },
  {
    sellerId: "fern-and-ladle",
    name: "Fern & Ladle",
    listings: [
      { sku: "FL-7", title: "Enamel ladle, green", category: "home", price: 1125 },
      { sku: "FL-8", title: "Herb garden for a window sill", category: "garden", price: 2650 },
      { sku: "FL-9", title: "Watering can, two litres", category: "garden", price: 1975 },
    ],
  },
  {
    sellerId: "harbour-press",
    name: "Harbour Press",
    listings: [
      { sku: "HP-A5", title: "Notebook A5, dotted", category: "stationery", price: 875 },
      { sku: "HP-INK", title: "Fountain pen ink, night blue", category: "stationery", price: 1340 },
      { sku: "HP-MAP", title: "Map of an archipelago, print", category: "art", price: 4200 },
    ],
  },
];

/** The shops of a market: each at a real postcode of it, its goods under categories that it offers. */
export const sellersFor = (market: Market): readonly DemoSeller[] =>
  shops.map((shop, index) => ({
    ...shop,
    postcode: market.address.samples[index % market.address.samples.length],
    listings: shop.listings.map((listing) => ({
      ...listing,
      category: market.categories.includes(listing.category) ? listing.category : "other",
    })),
  }));
