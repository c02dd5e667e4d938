import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamo } from "#platform/dynamo";
import { dynamoPaymentStore } from "../dynamo-payment-store.ts";
import { type PaymentService, paymentService } from "../payment-service.ts";
import type { PaymentStore } from "../payment-store.ts";
import { withTimeout } from "../provider-timeout.ts";
import { sandboxProvider } from "./provider.ts";
import { dynamoSandboxStore } from "./sandbox-store.ts";
import { queuePost } from "./webhook-sender.ts";

/** Where a function finds payments and the sandbox. */
export type SandboxEnvironment = {
  readonly PAYMENTS_TABLE: string;
  readonly SANDBOX_TABLE: string;
  readonly SANDBOX_QUEUE_URL: string;
};

/** Payments as functions use them, with the sandbox as their provider. Another provider is another file like this. */
export function paymentsOnSandbox(environment: SandboxEnvironment): {
  readonly store: PaymentStore;
  readonly service: PaymentService;
} {
  const store = dynamoPaymentStore({ dynamo: dynamo(), table: environment.PAYMENTS_TABLE });
  const sandbox = dynamoSandboxStore({ dynamo: dynamo(), table: environment.SANDBOX_TABLE });
  const post = queuePost(environment.SANDBOX_QUEUE_URL, new SQSClient({}));
  return {
    store,
    service: paymentService({ store, provider: withTimeout(sandboxProvider({ store: sandbox, post })) }),
  };
}
