/**
 * What definitions record and no code reads yet, with the part of the product that will. `Market`, the type that code is
 * given, lacks it, so the compiler holds this list; whoever reads one of these takes its line away. Lists and the entries
 * of lists have one path: `nodes.cutOff` is the `cutOff` of every node.
 */
export const notReadYet = {
  autonomy: "directives of the centre",
  "carriers.name": "labels of parcels",
  duty: "quotes at checkout, and customs",
  fees: "settlement with sellers",
  holidays: "deadlines in working days",
  locale: "pages and papers that people read; until then the check that it is of one of the market's countries",
  name: "pages and papers that people read",
  "nodes.cutOff": "promised days of delivery",
  "nodes.handlingDays": "promised days of delivery",
  "nodes.holidays": "promised days of delivery",
  "nodes.name": "labels of parcels",
  "nodes.postcode": "labels of parcels; until then the check that a node is where it says",
  "nodes.timeZone": "promised days of delivery",
  "payments.methods.refundWindowDays": "refunds after capture",
  payout: "settlement with sellers",
  phonePrefix: "applications of sellers",
  privacy: "requests of people about their data",
  returns: "returns of goods",
  "tax.display": "quotes at checkout",
  "tax.rounding": "quotes at checkout",
  "tax.rules": "quotes at checkout",
  "taxIds.check": "applications of sellers",
  "taxIds.holder": "applications of sellers",
  "taxIds.kind": "applications of sellers",
  "time.zones": "the check that a node's clock is one of the market's",
} as const;

/** A definition without some paths of it. */
export type Without<T, Path extends string> = T extends string | number | RegExp
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Without<Item, Path>[]
    : T extends object
      ? { readonly [Key in keyof T as Key extends Path ? never : Key]: Without<T[Key], Below<Path, Key>> }
      : T;

type Below<Path extends string, Key> = Path extends `${Key & string}.${infer Rest}` ? Rest : never;
