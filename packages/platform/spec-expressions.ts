import type { Item } from "./dynamo.ts";
import { fromItem } from "./dynamo.ts";

type Data = Record<string, unknown>;
type Given = {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
};

/** Names and values of one expression. */
function reader({ ExpressionAttributeNames: names = {}, ExpressionAttributeValues: given = {} }: Given, data: Data) {
  const values = fromItem<Data>(given);
  const nameOf = (text: string): string => names[text] ?? text;
  return {
    nameOf,
    valueAt: (text: string): unknown => (text.startsWith(":") ? values[text] : data[nameOf(text)]),
  };
}

/** Whether a condition holds: terms joined by AND, or alternatives of such joined by OR. */
export function holds(expression: string, data: Data, given: Given): boolean {
  const { valueAt } = reader(given, data);
  return expression.split(" OR ").some((some) => some.split(/ AND (?!:)/).every((term) => termHolds(term, valueAt)));
}

function termHolds(term: string, valueAt: (text: string) => unknown): boolean {
  if (term.startsWith("NOT ")) return !termHolds(term.slice(4), valueAt);
  const called = /^(\w+)\(([^,)]+)(?:, ([^)]+))?\)$/.exec(term);
  if (called) {
    const [, name, subject = "", argument = ""] = called;
    const value = valueAt(subject);
    if (name === "attribute_exists") return value !== undefined;
    if (name === "attribute_not_exists") return value === undefined;
    if (name === "begins_with") return String(value).startsWith(String(valueAt(argument)));
    if (name === "contains") return value instanceof Set && value.has(valueAt(argument));
  }
  const [subject = "", operator, ...rest] = term.split(" ");
  const value = valueAt(subject) as string;
  const other = valueAt(rest[0] ?? "") as string;
  if (value === undefined) return false;
  switch (operator) {
    case "=":
      return value === other;
    case "<":
      return value < other;
    case "<=":
      return value <= other;
    case ">":
      return value > other;
    case ">=":
      return value >= other;
    case "BETWEEN":
      return other <= value && value <= (valueAt(rest[2] ?? "") as string);
    case "IN":
      return (rest.join(" ").match(/:\w+/g) ?? []).some((one) => valueAt(one) === value);
    default:
      throw new Error(`${term} is no condition that these tables know`);
  }
}

/** What an update makes of an item. */
export function updated(expression: string, before: Data, given: Given): Data {
  const { nameOf, valueAt } = reader(given, before);
  const after = { ...before };
  for (const [, clause, text = ""] of expression.matchAll(/(SET|ADD|REMOVE) (.*?)(?= (?:SET|ADD|REMOVE) |$)/g)) {
    for (const part of text.split(/, (?![^(]*\))/)) {
      if (clause === "REMOVE") delete after[nameOf(part)];
      else if (clause === "ADD") {
        const [name = "", value = ""] = part.split(" ");
        after[nameOf(name)] = sum(after[nameOf(name)], valueAt(value));
      } else {
        const [name = "", value = ""] = part.split(" = ");
        const kept = /^if_not_exists\(([^,]+), ([^)]+)\)$/.exec(value);
        after[nameOf(name)] = kept ? (valueAt(kept[1] ?? "") ?? valueAt(kept[2] ?? "")) : valueAt(value);
      }
    }
  }
  return after;
}

const sum = (before: unknown, more: unknown): unknown =>
  more instanceof Set
    ? new Set([...((before as Set<unknown>) ?? []), ...more])
    : ((before as number) ?? 0) + (more as number);
