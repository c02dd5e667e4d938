import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamo } from "#platform/dynamo";
import { dynamoPaymentStore } from "../dynamo-payment-store.ts";
import { type PaymentDesk, paymentDesk } from "../payment-desk.ts";
import type { PaymentStore } from "../payment-store.ts";
import { withPatience } from "../provider-patience.ts";
import { queuePost } from "./courier.ts";
import { dynamoLedger } from "./ledger.ts";
import { sandboxProvider } from "./provider.ts";

/** Where a function finds payments and the sandbox. */
export type SandboxEnvironment = {
  readonly PAYMENTS_TABLE: string;
  readonly SANDBOX_TABLE: string;
  readonly SANDBOX_QUEUE_URL: string;
};

/** Payments as functions use them, with the sandbox as their provider. Another provider is another file like this. */
export function deskOnSandbox(environment: SandboxEnvironment): {
  readonly store: PaymentStore;
  readonly desk: PaymentDesk;
} {
  const store = dynamoPaymentStore({ dynamo: dynamo(), table: environment.PAYMENTS_TABLE });
  const ledger = dynamoLedger({ dynamo: dynamo(), table: environment.SANDBOX_TABLE });
  const post = queuePost(environment.SANDBOX_QUEUE_URL, new SQSClient({}));
  return { store, desk: paymentDesk({ store, provider: withPatience(sandboxProvider({ ledger, post })) }) };
}
