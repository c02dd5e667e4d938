import { exists, type Source } from "./sources.ts";

/**
 * What the functions on an order's way load and nobody has to open to follow it. Whatever such a file exports says in its
 * docstring what it is, so its name at the call is enough.
 */
export type Role = { readonly role: string; readonly why: string; readonly has: (source: Source) => boolean };

/** The port behind which a store on DynamoDB stands: `payment-store.ts` for `dynamo-payment-store.ts`. */
export const portOf = (path: string): string | undefined => {
  const port = path.replace(/\/dynamo-([a-z-]+-store\.ts)$/, "/$1");
  return port !== path && exists(port) ? port : undefined;
};

/** By what they are. What they load is looked at all the same, but behind manifests and contracts. */
export const roles: readonly Role[] = [
  {
    role: "contract",
    why: "what crosses between domains; the way names each event where it crosses",
    has: ({ path }) => path.includes("/contracts/"),
  },
  {
    role: "manifest",
    why: "what starts a function and what it may answer: nothing happens to an order there",
    has: ({ path }) => path.endsWith("/manifest.ts"),
  },
  {
    role: "items, writes and reads",
    why: "the form in which DynamoDB keeps a value; whoever writes says what each write is for and what its refusal means",
    has: ({ path }) => /-(items|writes|reads)\.ts$/.test(path),
  },
  {
    role: "store",
    why: "its port says of each call what it does and how it can end, and the call's name says it where it is made",
    has: ({ path }) => portOf(path) !== undefined || /\/(?!dynamo-)[a-z-]+-store\.ts$/.test(path),
  },
  {
    role: "states",
    why: "a union of states and the table of what may follow what: decisions name the state that they lead to",
    has: ({ text }) => / satisfies Transitions</.test(text),
  },
  {
    role: "evolve and entity",
    why: "what an event makes of a state, as the event's name says, and that the one loop works with it",
    has: ({ path }) => /\/evolve\.ts$|-entity\.ts$/.test(path),
  },
  {
    role: "view",
    why: "what is shown of a value and to whom: nothing happens to it",
    has: ({ path }) => path.endsWith("-view.ts"),
  },
  {
    role: "provider",
    why: "the world outside: an operation says what is asked of it, the port what it may answer, and the loop writes that down",
    has: ({ path }) => /^packages\/payments\/(provider\.ts|call-provider\.ts|sandbox\/[a-z-]+\.ts)$/.test(path),
  },
];

/** By name, under the reason. What only these load is beside the way as well. */
export const aside: Readonly<Record<string, readonly string[]>> = {
  "names, dates and sums of values: they calculate what they are called, and decide nothing of an order": [
    "packages/catalog/shelf.ts",
    "packages/inventory/availability.ts",
    "packages/inventory/stock-address.ts",
    "packages/ordering/amounts-due.ts",
    "packages/ordering/cancel-reasons.ts",
    "packages/ordering/lines.ts",
    "packages/ordering/totals.ts",
    "packages/payments/operation-key.ts",
    "packages/payments/payment-terms.ts",
    "packages/reporting/calendar.ts",
    "packages/reporting/digests.ts",
    "packages/reporting/epoch.ts",
    "packages/reporting/identity.ts",
    "packages/reporting/level.ts",
    "packages/reporting/observation.ts",
    "packages/reporting/period.ts",
    "packages/headquarters/batch.ts",
    "packages/headquarters/cursor.ts",
    "packages/headquarters/periods.ts",
  ],
  "a choice or a decision of a few lines, all of which its docstring says": [
    "packages/checkout/node-choice.ts",
    "packages/ordering/reservation-decisions.ts",
  ],
  "a command that was answered before is answered again": [
    "packages/ordering/response-snapshot.ts",
    "packages/payments/dynamo-payment-summaries.ts",
  ],
  "who may work, and for how long: what is done does not depend on it": [
    "packages/reporting/epoch-reader.ts",
    "packages/reporting/keep-epoch.ts",
    "packages/reporting/lease-session.ts",
  ],
  "what became of an order that did not go this way: an alarm for stuck money, figures of an epoch that closed": [
    "packages/payments/stuck.ts",
    "packages/reporting/discard-held.ts",
  ],
  "who may look at an order: nothing happens to it there": ["packages/ordering/whose-order.ts"],
  "what comes after this way's end: parcels capture their part, what is not owed goes back": [
    "packages/payments/after-authorisation.ts",
  ],
  "which market a message is from, also where one comes back by redrive": ["packages/headquarters/what-came-in.ts"],
  "how many observations leave at once: its caller says what becomes of each": [
    "packages/reporting/dynamo-retirement.ts",
  ],
  "the centre's reports, which are made of the same batches": [
    "packages/headquarters/freshness.ts",
    "packages/headquarters/rollup.ts",
    "packages/headquarters/show-sales.ts",
  ],
};
