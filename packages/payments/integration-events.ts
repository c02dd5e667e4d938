import type { EventContract, EventType } from "#kernel/event";
import { idAs } from "#kernel/ids";
import { authorisedV1 } from "./contracts/authorised.v1.ts";
import { capturedV1 } from "./contracts/captured.v1.ts";
import { declinedV1 } from "./contracts/declined.v1.ts";
import { paymentIds } from "./contracts/ids.ts";
import { refundedV1 } from "./contracts/refunded.v1.ts";
import { voidedV1 } from "./contracts/voided.v1.ts";
import type { PaymentOperation } from "./operation.ts";
import { kindOf } from "./operation-key.ts";
import { allOperations, type Payment, stateOf, sumsOf } from "./payment.ts";

/** What a change tells the market: a contract and its data. Id, version and time are added when it is written. */
export type IntegrationEvent = { readonly contract: EventContract<EventType, unknown>; readonly data: unknown };

const telling = <Type extends EventType, Data>(contract: EventContract<Type, Data>, data: Data): IntegrationEvent => ({
  contract,
  data,
});

/** What a change publishes: each operation that ended, and a payment that now will never be asked for. */
export function integrationEvents(before: Payment, after: Payment): IntegrationEvent[] {
  const ended = allOperations(after).filter(({ key, state }) => state !== before.operations[key]?.state);
  const neverAsked = !after.operations.authorise && stateOf(before).status !== stateOf(after).status;
  return [
    ...ended.flatMap((operation) => ofOperation(after, operation)),
    ...(neverAsked ? [telling(voidedV1, idsOf(after))] : []),
  ];
}

const idsOf = ({ orderId }: Payment) => ({ orderId, paymentId: idAs(paymentIds, orderId) });

function ofOperation(payment: Payment, operation: PaymentOperation): IntegrationEvent[] {
  const kind = kindOf(operation.key);
  if (operation.state === "failed")
    return kind === "authorise" ? [telling(declinedV1, { ...idsOf(payment), reason: operation.reason })] : [];
  if (operation.state !== "succeeded") return [];
  const moved = { ...idsOf(payment), amount: operation.amount };
  const { captured, refunded } = sumsOf(payment);
  switch (kind) {
    case "authorise":
      return payment.terms?.captureMode === "immediate"
        ? [telling(authorisedV1, moved), telling(capturedV1, { ...moved, captured })]
        : [telling(authorisedV1, moved)];
    case "capture":
      return [telling(capturedV1, { ...moved, captured })];
    case "refund":
      return [telling(refundedV1, { ...moved, refunded })];
    case "void": // giving back what was left after captures is no news: the payment stays captured
      return captured === 0 ? [telling(voidedV1, idsOf(payment))] : [];
    case "reauthorise":
      return [];
  }
}
