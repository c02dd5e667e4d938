import type { Change } from "#platform/decide-and-save";
import { type Condition, putWhen, stateCondition } from "#platform/state-condition";
import type { Write } from "#platform/transaction";
import { checkOperationSteps } from "./operation.ts";
import { type Payment, paymentTransitions, stateOf, sumsOf } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";
import { paymentItem } from "./payment-items.ts";

/**
 * Puts a payment's item as a change leaves it, with what the market learns of it. It is refused when the payment is no
 * longer what was decided on, when its state may not follow, or when more would be captured or given back than is
 * authorised, or refunded than was captured.
 * @throws Error when the payment or an operation of it would go where their tables do not allow: the decision was wrong
 */
export function paymentWrite(
  table: string,
  { before, after, integrationEvents }: Change<Payment, PaymentEvent>,
): Write {
  checkOperationSteps(before.state.operations, after.state.operations);
  const { version } = before.state;
  const from = { version, status: stateOf(before.state).status };
  const state = stateCondition(paymentTransitions, from, stateOf(after.state).status);
  const condition = version === 0 ? state : covered(state, before.state, after.state);
  return putWhen(table, paymentItem(after.state, after.seen, integrationEvents), condition);
}

/** The same condition, for a payment whose sums hold what the change takes from them. */
function covered({ expression, names, values }: Condition, before: Payment, after: Payment): Condition {
  const had = sumsOf(before);
  const has = sumsOf(after);
  return {
    expression: `${expression} AND #uncaptured >= :taken AND #unrefunded >= :returned`,
    names: { ...names, "#uncaptured": "uncaptured", "#unrefunded": "unrefunded" },
    values: {
      ...values,
      ":taken": Math.max(0, had.uncaptured - has.uncaptured),
      ":returned": Math.max(0, had.unrefunded - has.unrefunded),
    },
  };
}
