import type { DomainEvent, EventId } from "#kernel/event";
import { idAs } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type EventHead, eventOf } from "#platform/event-envelope";
import { authorisedV1 } from "./contracts/authorised.v1.ts";
import { capturedV1 } from "./contracts/captured.v1.ts";
import { declinedV1 } from "./contracts/declined.v1.ts";
import { paymentIds } from "./contracts/ids.ts";
import { refundedV1 } from "./contracts/refunded.v1.ts";
import { voidedV1 } from "./contracts/voided.v1.ts";
import type { PaymentOperation } from "./operation.ts";
import { kindOf } from "./operation-key.ts";
import { authorisationCaptures, type Payment, stateOf, sumsOf } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";

/**
 * What the market learns of a payment's change, under its contracts: each operation that ended, and a payment that now
 * will never be asked for. Amounts are in the minor unit of the order's currency.
 * @param after the payment as the change leaves it, with its new version: sums in the events are those after all of it
 */
export function integrationEvents(
  {
    before,
    after,
    events,
  }: { readonly before: Payment; readonly after: Payment; readonly events: readonly PaymentEvent[] },
  { at, nextId }: { readonly at: Instant; readonly nextId: () => EventId },
): DomainEvent[] {
  const subject = idAs(paymentIds, after.orderId);
  const head: Head = (data) => ({ id: nextId(), subject, version: after.version, time: at, data });
  const neverAsked = !after.operations.authorise && stateOf(before).status !== stateOf(after).status;
  return [
    ...events.flatMap((event) =>
      event.type === "operation-answered" ? ofOperation(after, event.operation, head) : [],
    ),
    ...(neverAsked ? [eventOf(voidedV1, head(idsOf(after)))] : []),
  ];
}
type Head = <Data>(data: Data) => EventHead<Data>;

const idsOf = ({ orderId }: Payment) => ({ orderId, paymentId: idAs(paymentIds, orderId) });

/** @returns nothing while the end of the operation is not known */
function ofOperation(payment: Payment, operation: PaymentOperation, head: Head): DomainEvent[] {
  const kind = kindOf(operation.key);
  const ids = idsOf(payment);
  if (operation.state === "failed")
    return kind === "authorise" ? [eventOf(declinedV1, head({ ...ids, reason: operation.reason }))] : [];
  if (operation.state !== "succeeded") return [];
  const moved = { ...ids, amount: operation.amount };
  const { captured, refunded } = sumsOf(payment);
  switch (kind) {
    case "authorise":
      return [
        eventOf(authorisedV1, head(moved)),
        ...(authorisationCaptures(payment) ? [eventOf(capturedV1, head({ ...moved, captured }))] : []),
      ];
    case "capture":
      return [eventOf(capturedV1, head({ ...moved, captured }))];
    case "refund":
      return [eventOf(refundedV1, head({ ...moved, refunded }))];
    case "void": // giving back what was left after captures is no news: the payment stays captured
      return captured === 0 ? [eventOf(voidedV1, head(ids))] : [];
    case "reauthorise":
      return [];
  }
}
