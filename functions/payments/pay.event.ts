import { market } from "#market";
import { agree } from "#payments/decisions";
import { deskOnSandbox } from "#payments/sandbox/sandbox-desk";
import { termsOf } from "#payments/terms";
import { eventFunction } from "#platform/event-function";
import { pay } from "./manifest.ts";

export const handler = eventFunction(pay, (environment) => {
  const { desk } = deskOnSandbox(environment);
  return {
    "archipelago.ordering.placed.v1": async ({ id: cause, data }, now) => {
      const terms = termsOf(market, data);
      await desk.handle({ orderId: data.orderId, cause, decide: (payment) => agree(payment, terms) }, now);
    },
  };
});
