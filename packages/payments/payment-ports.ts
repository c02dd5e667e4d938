import type { PaymentStore } from "./payment-store.ts";
import type { PaymentProvider } from "./provider.ts";

/** What payments need: where they lie, and the company that moves the money. */
export type PaymentPorts = { readonly payments: PaymentStore; readonly provider: PaymentProvider };
