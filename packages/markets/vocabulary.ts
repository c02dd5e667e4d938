/** The words that all markets have in common. A market's definition lists those of them that it uses. */

/** What a listing may be filed under. Figures are published by category, so this is never free text. */
export const categories = [
  "appliances",
  "art",
  "auto",
  "baby",
  "beauty",
  "brandy",
  "cocktails",
  "computers",
  "electronics",
  "fashion",
  "food",
  "furniture",
  "games",
  "garden",
  "gifts",
  "gin",
  "home",
  "liqueurs",
  "media",
  "other",
  "party",
  "pets",
  "phones",
  "rum",
  "sports",
  "stationery",
  "tequila",
  "tools",
  "toys",
  "vodka",
  "whisky",
] as const;
/** One of the categories. */
export type Category = (typeof categories)[number];

/** Where the buyer was when the order was placed; `import` marks orders taken over from another system. */
export const channels = ["live", "short-video", "creator-link", "search", "shop-tab", "import"] as const;
/** One of the channels. */
export type Channel = (typeof channels)[number];

/** How somebody may pay. What each means stands in a market's `payments`; only how it is called is the same everywhere. */
export const paymentMethods = ["card", "pix", "boleto", "voucher"] as const;
/** One of the methods of payment. */
export type PaymentMethod = (typeof paymentMethods)[number];

/** What the centre may steer, as far as a market's autonomy allows. */
export const autonomySubjects = [
  "sales-target",
  "referral-fee",
  "promotion-budget",
  "return-window",
  "moderation-policy",
] as const;
