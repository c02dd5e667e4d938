import { minor, moneyView, zero } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import { nodesByPreference } from "#markets/strategies/delivery";
import { zoneOf } from "#markets/strategies/zone-resolution";
import type { FinalState, MappedOrder, Wanted } from "../replay/order-request.ts";
import { type DemoListing, type DemoSeller, sellersFor } from "./catalogue.ts";

/** A SKU and how many of it. */
type Choice = readonly [sku: string, quantity: number];
type Story = { readonly buys: readonly Choice[]; readonly declined?: true; readonly finalState?: FinalState["kind"] };

/** What happens in every market: one shop or several, a refused card, every end an order can come to, and none yet. */
const stories: readonly Story[] = [
  { buys: [["LH-101", 2]], finalState: "delivered" },
  {
    buys: [
      ["CK-01", 1],
      ["HP-A5", 3],
    ],
    finalState: "delivered",
  },
  { buys: [["FL-8", 1]], finalState: "dispatched" },
  { buys: [["HP-MAP", 1]], declined: true },
  {
    buys: [
      ["LH-201", 4],
      ["LH-102", 1],
    ],
    finalState: "delivered",
  },
  { buys: [["CK-02", 1]], finalState: "cancelled" },
  {
    buys: [
      ["FL-7", 2],
      ["FL-9", 1],
      ["HP-INK", 2],
    ],
    finalState: "dispatched",
  },
  { buys: [["CK-03", 1]], finalState: "delivered" },
  {
    buys: [
      ["LH-101", 1],
      ["CK-03", 1],
      ["FL-8", 1],
      ["HP-A5", 5],
    ],
  },
  {
    buys: [
      ["HP-INK", 1],
      ["HP-MAP", 1],
    ],
    finalState: "cancelled",
  },
  { buys: [["CK-01", 2]] },
  { buys: [["LH-102", 6]], declined: true },
  { buys: [["FL-9", 2]], finalState: "dispatched" },
  { buys: [["HP-A5", 10]] },
];

const endings = {
  cancelled: { kind: "cancelled", reason: "the buyer changed their mind" },
  dispatched: { kind: "dispatched" },
  delivered: { kind: "delivered" },
} as const satisfies Record<FinalState["kind"], FinalState>;

/** The orders of a market's demonstration: always the same, with ids of their own, so that a second start adds none. */
export function ordersFor(market: Market, now: Instant): readonly MappedOrder[] {
  const sellers = sellersFor(market);
  const channels = market.channels.filter((channel) => channel !== "import");
  return stories.map((story, index) => {
    const postcode = market.address.samples[(index * 2 + 1) % market.address.samples.length];
    const wanted = story.buys.map(([sku, quantity]) => wantedOf(market, find(sellers, sku), quantity, postcode, now));
    const externalId = `demonstration-${String(index + 1).padStart(2, "0")}`;
    return {
      outcome: "order",
      externalId,
      total: minor(story.buys.reduce((sum, [sku, quantity]) => sum + find(sellers, sku).listing.price * quantity, 0)),
      wanted,
      finalState: story.finalState && endings[story.finalState],
      request: {
        externalId,
        channel: channels[index % channels.length] ?? "import",
        buyer: {
          id: `demonstration-${(index % 9) + 1}`,
          country: market.countries[0] ?? "",
          ...(postcode ? { postcode } : {}),
        },
        lines: wanted.map(({ sellerId, sku, quantity, price }) => ({ sellerId, sku, quantity, unitPrice: price })),
        shipping: moneyView(zero, market.currency),
        payment: paymentOf(market, story, index),
      },
    };
  });
}

/** Goods beyond what the orders take, so that there is something left to try out. */
export const spare = (market: Market, now: Instant): readonly Wanted[] =>
  sellersFor(market).flatMap((seller) =>
    seller.listings.map((listing) => wantedOf(market, { seller, listing }, 60, seller.postcode, now)),
  );

function paymentOf({ payments: { methods } }: Market, { declined }: Story, index: number) {
  const { method = "card", maximumInstalments = 1 } = methods[declined ? 0 : index % methods.length] ?? {};
  return {
    method,
    ...(declined ? { token: "tok_declined" } : {}),
    ...(maximumInstalments > 1 && !declined ? { installments: Math.min(3, maximumInstalments) } : {}),
  };
}

type Offer = { readonly seller: DemoSeller; readonly listing: DemoListing };

function find(sellers: readonly DemoSeller[], sku: string): Offer {
  for (const seller of sellers)
    for (const listing of seller.listings) if (listing.sku === sku) return { seller, listing };
  throw new Error(`the demonstration sells no ${sku}`);
}

function wantedOf(
  market: Market,
  { seller, listing }: Offer,
  quantity: number,
  postcode: string | undefined,
  now: Instant,
): Wanted {
  const [node] = nodesByPreference(market, zoneOf(market, { postcode }), now);
  return {
    sellerId: seller.sellerId,
    sellerName: seller.name,
    sellerPostcode: seller.postcode,
    sku: listing.sku,
    title: listing.title,
    category: listing.category,
    price: moneyView(minor(listing.price), market.currency),
    quantity,
    nodeId: node?.id ?? "",
  };
}
