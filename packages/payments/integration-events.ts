import type { DomainEvent, EventId } from "#kernel/event";
import { idAs } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type EventHead, eventOf } from "#platform/event-envelope";
import { authorisedV2 } from "./contracts/authorised.v2.ts";
import { capturedV2 } from "./contracts/captured.v2.ts";
import { declinedV1 } from "./contracts/declined.v1.ts";
import { paymentIds } from "./contracts/ids.ts";
import { refundedV2 } from "./contracts/refunded.v2.ts";
import { voidedV1 } from "./contracts/voided.v1.ts";
import type { PaymentOperation } from "./operation.ts";
import { kindOf, refundIdOf, refundOfClosed, shipmentOf } from "./operation-key.ts";
import { authorisationCaptures, type Payment, stateOf, sumsOf } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";
import { providerKey } from "./provider.ts";

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
  const { captured, refunded } = sumsOf(payment);
  const moved = { ...ids, ...movedBy(payment, operation), captured };
  switch (kind) {
    case "authorise":
      return [
        eventOf(authorisedV2, head({ ...ids, ...authorisedBy(payment, operation) })),
        ...(authorisationCaptures(payment)
          ? [eventOf(capturedV2, head({ ...moved, cause: "immediate" as const }))]
          : []),
      ];
    case "capture":
      return [eventOf(capturedV2, head({ ...moved, cause: "shipment" as const }))];
    case "refund":
      return [eventOf(refundedV2, head({ ...moved, ...refundOf(payment, operation), refunded }))];
    case "void": // giving back what was left after captures is no news: the payment stays captured
      return captured === 0 ? [eventOf(voidedV1, head(ids))] : [];
    case "reauthorise":
      return [];
  }
}

/** What every operation says of itself. The key under which the provider knows it is the one reference that there is.
 *  @throws Error for an operation of a payment without terms: `dueOperations` opens none */
function saidOf({ orderId, terms }: Payment, { key, amount }: PaymentOperation) {
  if (!terms) throw new Error("an operation without terms cannot be");
  return { terms, moved: { currency: terms.currency, amount, reference: providerKey(orderId, key) } };
}

function authorisedBy(payment: Payment, operation: PaymentOperation) {
  const { terms, moved } = saidOf(payment, operation);
  const { method, installments } = terms;
  const tender = { method, amount: operation.amount, ...(installments === undefined ? {} : { installments }) };
  return { ...moved, tenders: [tender] };
}

function movedBy(payment: Payment, operation: PaymentOperation) {
  const { terms, moved } = saidOf(payment, operation);
  const shipmentId = shipmentOf(operation.key);
  const { method, provider } = terms;
  return { ...moved, method, provider, ...(shipmentId === undefined ? {} : { shipmentId }) };
}

/** Money that goes back because its order closed without having been cancelled came when nobody waited for it. */
function refundOf({ orderId, closed }: Payment, { key }: PaymentOperation) {
  const cause = key === refundOfClosed && closed !== "cancelled" ? "late-payment" : "cancellation";
  return { refundId: refundIdOf(orderId, key), cause } as const;
}
