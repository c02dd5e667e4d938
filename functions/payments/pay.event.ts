import { payments } from "#market";
import { placedV2 } from "#ordering/contracts/placed.v2";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { beginPayment } from "#payments/begin-payment";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { pay } from "./manifest.ts";

export const handler = eventFunction(pay, (environment) => {
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: environment.ORDERING_TABLE });
  const ports = { ...paymentsOnSandbox(environment), market: { payments }, findOrder: orders.findHead };
  return { [placedV2.type]: (placed, now) => beginPayment(ports, placed, now) };
});
