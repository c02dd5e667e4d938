import type { DomainEvent } from "#kernel/event";
import { sourcesOf } from "#kernel/transitions";
import { toItem, toValues } from "#platform/dynamo";
import { outboxOf } from "#platform/outbox";
import type { Write } from "#platform/transaction";
import { paymentTransitions, stateOf, sumsOf } from "./payment.ts";
import { paymentAttributes, paymentKey } from "./payment-items.ts";
import type { PaymentChange } from "./payment-store.ts";

/**
 * The payment's item after a change, with what the market hears of it. It is refused when the payment changed meanwhile, when the cause was seen, when
 * the state may not follow, or when more would be taken than is promised or sent back than was taken.
 */
export function paymentWrite(table: string, change: PaymentChange, told: readonly DomainEvent[]): Write {
  const { outbox } = { outbox: undefined, ...outboxOf(told) };
  const attributes = Object.entries({ ...paymentAttributes(change.after), outbox });
  const present = attributes.filter(([, value]) => value !== undefined);
  const absent = attributes.filter(([, value]) => value === undefined).map(([name]) => `#${name}`);
  const { condition, limits } = change.before.version === 0 ? notYetThere : asItWas(change);
  const { cause } = change;
  return {
    Update: {
      TableName: table,
      Key: toItem(paymentKey(change.after.orderId)),
      UpdateExpression: [
        `SET ${present.map(([name]) => `#${name} = :${name}`).join(", ")}`,
        ...(absent.length > 0 ? [`REMOVE ${absent.join(", ")}`] : []),
        ...(cause === undefined ? [] : ["ADD seen :seen"]),
      ].join(" "),
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...toValues({ ...Object.fromEntries(present.map(([name, value]) => [`:${name}`, value])), ...limits }),
        ...(cause === undefined ? {} : { ":seen": { SS: [cause] } }),
      },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

type Condition = { readonly condition: string; readonly limits: Readonly<Record<string, unknown>> };
const notYetThere: Condition = { condition: "attribute_not_exists(pk)", limits: {} };

function asItWas({ before, after, cause }: PaymentChange): Condition {
  const had = sumsOf(before);
  const has = sumsOf(after);
  const sources = sourcesOf(paymentTransitions, stateOf(after).status).map((status, at) => [`:from${at}`, status]);
  return {
    condition: [
      "#version = :before",
      ...(cause === undefined ? [] : ["NOT contains(seen, :cause)"]),
      `#status IN (${sources.map(([name]) => name).join(", ")})`,
      "#uncaptured >= :taken",
      "#unrefunded >= :returned",
    ].join(" AND "),
    limits: {
      ":before": before.version,
      ...(cause === undefined ? {} : { ":cause": cause }),
      ...Object.fromEntries(sources),
      ":taken": Math.max(0, had.uncaptured - has.uncaptured),
      ":returned": Math.max(0, had.unrefunded - has.unrefunded),
    },
  };
}
