/**
 * Which domain may know which other. `contracts` means its event contracts only, which is all that a domain may ever
 * have of another; `everything` is the one composition there is. An edge that nothing uses any more must go.
 */
export const domainEdges: Readonly<Record<string, Readonly<Record<string, "contracts" | "everything">>>> = {
  // one transaction takes the stock and writes the order
  checkout: { inventory: "everything", ordering: "everything" },
  // what is paid for, dispatched or cancelled is known from what happened to the order
  payments: { ordering: "contracts" },
  // the centre takes in what the market's export is made of
  headquarters: { reporting: "contracts" },
};

/** Which entry files read another domain's store besides their own, and why. Wiring only: the port is the other's. */
export const wiringEdges: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fulfillment: {
    ordering: "the order is the arbiter: it knows what is on its lines, notes shipments and lets them go",
  },
  ordering: { payments: "the order's view shows how its payment stands" },
  checkout: {
    catalog: "an order is priced by its listings, read in one batch with the stock",
    payments: "the view of an order that was placed before shows how its payment stands",
  },
  payments: { ordering: "the means of payment lie with the order until it is paid, and no event carries them" },
  reporting: { ordering: "a fact is made of the order's lines and buyer, which no event carries" },
  headquarters: { access: "the centre's people get their scopes by groups, as a market's do" },
  catalog: {
    inventory: "a listing's view shows what is available",
    sellers: "nobody lists for a seller that does not exist",
  },
  inventory: {
    catalog: "stock is counted in the buckets that the listing asks for",
    sellers: "plain quantities go to the node nearest to the seller",
  },
};
