/**
 * Which domain may know which other. `contracts` means its event contracts, its problem codes and its kinds of ids only,
 * which is all that a domain may ever have of another; `everything` is the one composition there is. An edge that nothing
 * uses any more must go.
 */
export const domainEdges: Readonly<Record<string, Readonly<Record<string, "contracts" | "everything">>>> = {
  checkout: {
    // one transaction takes the stock and writes the order
    inventory: "everything",
    ordering: "everything",
    // an order may be refused as a listing or a seller is: it is not listed, its currency is wrong, its country not served
    catalog: "contracts",
    sellers: "contracts",
  },
  // a line is sent in a shipment and paid for by a payment, and both are named where the order tells of them
  // whom a part of an order is for is said in groups of people
  ordering: { fulfillment: "contracts", payments: "contracts", access: "contracts" },
  // a shipment is of an order's lines
  fulfillment: { ordering: "contracts" },
  // what is paid for, dispatched or cancelled is known from what happened to the order; each shipment is captured once
  payments: { ordering: "contracts", fulfillment: "contracts" },
  // stock is held under the order's id; nobody has stock of what is not listed, nor without being a seller
  inventory: { ordering: "contracts", catalog: "contracts", sellers: "contracts" },
  // nobody lists without being a seller
  catalog: { sellers: "contracts" },
  // observations are made of orders
  reporting: { ordering: "contracts" },
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
