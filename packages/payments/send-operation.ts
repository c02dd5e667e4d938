import { idAs } from "#kernel/ids";
import { paymentIds } from "./contracts/ids.ts";
import type { PaymentOperation } from "./operation.ts";
import { kindOf } from "./operation-key.ts";
import type { Payment } from "./payment.ts";
import { type PaymentProvider, type ProviderAnswer, providerKey } from "./provider.ts";

/**
 * Calls the provider with an operation, under the key that it has for ever.
 * @throws Error for an operation of a payment without terms: `dueOperations` opens none
 */
export function sendOperation(
  provider: PaymentProvider,
  { orderId, terms }: Payment,
  { key, amount }: PaymentOperation,
): Promise<ProviderAnswer> {
  if (!terms) throw new Error("an operation without terms cannot be");
  const { currency } = terms;
  const request = { key: providerKey(orderId, key), payment: idAs(paymentIds, orderId), amount, currency };
  switch (kindOf(key)) {
    case "authorise": {
      const { method, captureMode, installments, token, dueAt: payBy } = terms;
      return provider.authorise({
        ...request,
        method,
        captureMode,
        payBy,
        ...(installments === undefined ? {} : { installments }),
        ...(token === undefined ? {} : { token }),
      });
    }
    case "reauthorise":
      return provider.reauthorise(request);
    case "capture":
      return provider.capture(request);
    case "void":
      return provider.void(request);
    case "refund":
      return provider.refund(request);
  }
}
