/** What may be done, by the noun it is done to: each noun is a Cognito resource server, each verb a scope of it. */
export const marketResources = {
  sellers: { read: "See sellers", write: "Open and change sellers" },
  listings: { read: "See listings", write: "Offer and change listings" },
  stock: { read: "See stock", write: "Count stock" },
  orders: {
    read: "See orders",
    place: "Place orders",
    cancel: "Cancel orders or some of their lines",
    import: "Place orders of the past, with agreed prices",
  },
  shipments: { read: "See shipments", write: "Dispatch and deliver shipments" },
  reconciliation: { read: "See the market's ledger and what was published of it" },
} as const;

/** The same for the central region. */
export const centralResources = {
  feed: { read: "Read what the markets publish" },
  reports: { read: "Read reports over markets" },
} as const;

type ScopesOf<Resources> = {
  [Noun in keyof Resources]: `${Noun & string}/${keyof Resources[Noun] & string}`;
}[keyof Resources];
export type MarketScope = ScopesOf<typeof marketResources>;
export type CentralScope = ScopesOf<typeof centralResources>;
export type Scope = MarketScope | CentralScope;

const scopesOf = <Resources extends Record<string, Record<string, string>>>(resources: Resources) =>
  Object.entries(resources).flatMap(([noun, verbs]) =>
    Object.keys(verbs).map((verb) => `${noun}/${verb}`),
  ) as ScopesOf<Resources>[];

/** Every scope of a market's pool. */
export const marketScopes: readonly MarketScope[] = scopesOf(marketResources);
/** Every scope of the central pool. */
export const centralScopes: readonly CentralScope[] = scopesOf(centralResources);

/** Groups of a market's people and what each may do. `seller` is bound to the sellers of its membership. */
export const marketGroups = {
  operations: marketScopes,
  seller: [
    "sellers/read",
    "listings/read",
    "listings/write",
    "stock/read",
    "stock/write",
    "orders/read",
    "orders/cancel",
    "shipments/read",
    "shipments/write",
  ],
  support: ["sellers/read", "listings/read", "orders/read", "orders/cancel", "shipments/read"],
  moderator: ["sellers/read", "listings/read"],
} as const satisfies Record<string, readonly MarketScope[]>;

/** Groups of the central region's people. */
export const centralGroups = { leadership: centralScopes } as const satisfies Record<string, readonly CentralScope[]>;

/** Kinds of machines, each a client of its own in a market's pool, and what each may ask for. */
export const marketMachines = {
  storefront: ["listings/read", "orders/place", "orders/read", "orders/cancel"],
  integration: [
    "sellers/read",
    "sellers/write",
    "listings/read",
    "listings/write",
    "stock/read",
    "stock/write",
    "orders/place",
    "orders/import",
    "orders/read",
  ],
} as const satisfies Record<string, readonly MarketScope[]>;

export type MarketMachine = keyof typeof marketMachines;

/** The scopes of someone in these groups; a group nobody declared gives nothing. */
export const scopesOfGroups = (
  grants: Readonly<Record<string, readonly Scope[]>>,
  groups: readonly string[],
): readonly Scope[] => [
  ...new Set(groups.flatMap((group) => (Object.hasOwn(grants, group) ? (grants[group] ?? []) : []))),
];
