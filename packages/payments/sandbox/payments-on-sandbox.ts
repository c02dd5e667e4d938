import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamo } from "#platform/dynamo";
import { withTimeout } from "../call-provider.ts";
import type { PaymentPorts } from "../change-payment.ts";
import { dynamoPaymentStore } from "../dynamo-payment-store.ts";
import { dynamoSandboxStore } from "./dynamo-sandbox-store.ts";
import { sandboxProvider } from "./provider.ts";
import { queuePost } from "./webhook-sender.ts";

/** Where a function finds payments and the sandbox. */
export type SandboxEnvironment = {
  readonly PAYMENTS_TABLE: string;
  readonly SANDBOX_TABLE: string;
  readonly SANDBOX_QUEUE_URL: string;
};

/** Payments as functions use them, with the sandbox as their provider. Another provider is another file like this. */
export function paymentsOnSandbox(environment: SandboxEnvironment): PaymentPorts {
  const store = dynamoSandboxStore({ dynamo: dynamo(), table: environment.SANDBOX_TABLE });
  const post = queuePost(environment.SANDBOX_QUEUE_URL, new SQSClient({}));
  return {
    payments: dynamoPaymentStore({ dynamo: dynamo(), table: environment.PAYMENTS_TABLE }),
    provider: withTimeout(sandboxProvider({ store, post })),
  };
}
