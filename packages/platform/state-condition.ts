import { mayBecome, sourcesOf, type Transitions } from "#kernel/transitions";
import { type Item, toValues } from "./dynamo.ts";
import type { Write } from "./transaction.ts";

/** A condition of a write, with the names and values it speaks of. */
export type Condition = {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
};

/** A state as an item keeps it: `version` and `status` are attributes of these names. */
type InState<Status extends string> = { readonly version: number; readonly status: Status };

/**
 * What must hold of an item before a write makes it its next state: that it still is the version that was decided on, and
 * in a state that may become the next one. Here, and only here, a table of transitions becomes a condition.
 * @param before version 0: nothing may be there yet
 * @throws Error when the table does not allow the step: the decision was wrong
 */
export function stateCondition<Status extends string>(
  transitions: Transitions<Status>,
  before: InState<Status>,
  after: Status,
): Condition {
  if (!mayBecome(transitions, before.status, after)) throw new Error(`what is ${before.status} cannot become ${after}`);
  if (before.version === 0) return { expression: "attribute_not_exists(pk)", names: {}, values: {} };
  const sources = sourcesOf(transitions, after).map((status, at) => [`:from${at}`, status] as const);
  return {
    expression: `#version = :before AND #status IN (${sources.map(([name]) => name).join(", ")})`,
    names: { "#version": "version", "#status": "status" },
    values: { ":before": before.version, ...Object.fromEntries(sources) },
  };
}

/** Puts an item where the condition holds; what stands in the way is shown. */
export function putWhen(table: string, item: Item, { expression, names, values }: Condition): Write {
  return {
    Put: {
      TableName: table,
      Item: item,
      ConditionExpression: expression,
      ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: { ...names } } : {}),
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toValues(values) } : {}),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}
