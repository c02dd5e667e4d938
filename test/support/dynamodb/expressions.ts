import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  beginsWith,
  compare,
  contains,
  type Item,
  isEqual,
  plus,
  requireKeepable,
  sizeOf,
  typeOf,
  united,
  without,
} from "./attribute-values.ts";
import {
  type Assigned,
  type Comparator,
  type Condition,
  type Operand,
  parseCondition,
  parseProjection,
  parseUpdate,
  placeholdersIn,
} from "./expression-syntax.ts";
import { invalid } from "./refusals.ts";

/** What the expressions of a request may refer to. */
export type Terms = {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined;
};

/** The attribute that a name of an expression means. */
export const nameIn = (name: string, { ExpressionAttributeNames: names = {} }: Terms): string =>
  name.startsWith("#") ? (names[name] ?? invalid(`${name} is nowhere explained`)) : name;
const valueIn = (name: string, { ExpressionAttributeValues: values = {} }: Terms): AttributeValue =>
  values[name] ?? invalid(`${name} is nowhere given`);

/** @throws ValidationException unless a request explains just what its expressions use, as DynamoDB demands */
export function requireTerms(expressions: readonly (string | undefined)[], terms: Terms): void {
  const used = new Set(expressions.flatMap((text) => (text === undefined ? [] : placeholdersIn(text))));
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = terms;
  const given = new Set([...Object.keys(names), ...Object.keys(values)]);
  for (const name of given) if (!used.has(name)) invalid(`${name} is given and not used`);
  for (const name of used) if (!given.has(name)) invalid(`${name} is used and not given`);
  for (const value of Object.values(values)) requireKeepable(value);
}

const orders: Readonly<Record<Exclude<Comparator, "=" | "<>">, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** Whether a condition holds for an item. What is not there compares with nothing, but differs from everything.
 *  @throws ValidationException for a condition that is none, or of a kind that is not known here */
export const holds = (expression: string, item: Item, terms: Terms): boolean =>
  conditionHolds(parseCondition(expression), item, terms);

export function conditionHolds(condition: Condition, item: Item, terms: Terms): boolean {
  const operand = (of: Operand): AttributeValue | undefined => valueAt(of, item, terms);
  const isTrue = (by: Comparator, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean => {
    if (by === "=" || by === "<>") return (left && right ? isEqual(left, right) : false) === (by === "=");
    const order = left && right && compare(left, right);
    return order !== undefined && orders[by](order);
  };
  switch (condition.kind) {
    case "and":
      return conditionHolds(condition.left, item, terms) && conditionHolds(condition.right, item, terms);
    case "or":
      return conditionHolds(condition.left, item, terms) || conditionHolds(condition.right, item, terms);
    case "not":
      return !conditionHolds(condition.of, item, terms);
    case "compare":
      return isTrue(condition.by, operand(condition.left), operand(condition.right));
    case "between": {
      const what = operand(condition.what);
      return isTrue(">=", what, operand(condition.least)) && isTrue("<=", what, operand(condition.most));
    }
    case "in":
      return condition.options.some((option) => isTrue("=", operand(condition.what), operand(option)));
    case "attribute_exists":
      return item[nameIn(condition.name, terms)] !== undefined;
    case "attribute_not_exists":
      return item[nameIn(condition.name, terms)] === undefined;
    default: {
      const [value, given] = [item[nameIn(condition.name, terms)], operand(condition.with)];
      return value !== undefined && given !== undefined && relations[condition.kind](value, given);
    }
  }
}

const relations = {
  begins_with: beginsWith,
  contains,
  attribute_type: (value: AttributeValue, type: AttributeValue): boolean => typeOf(value) === type.S,
};

function valueAt(operand: Operand, item: Item, terms: Terms): AttributeValue | undefined {
  if (operand.kind === "value") return valueIn(operand.name, terms);
  const value = item[nameIn(operand.name, terms)];
  if (operand.kind === "attribute" || value === undefined) return value;
  return { N: String(sizeOf(value)) };
}

/** An item after an update; all of it is reckoned from the item as it was.
 *  @returns also the attributes that the update names
 *  @throws ValidationException for an update that is none, or of a kind that is not known here */
export function updated(expression: string, before: Item, terms: Terms) {
  const after: Item = { ...before };
  const named = new Set<string>();
  for (const change of parseUpdate(expression)) {
    const name = nameIn(change.name, terms);
    if (named.has(name)) invalid(`${name} is changed twice`);
    named.add(name);
    const was = before[name];
    let is: AttributeValue | undefined;
    if (change.clause === "SET") is = assigned(change.to, before, terms);
    else if (change.clause === "ADD") is = added(was, valueIn(change.value, terms));
    else if (change.clause === "DELETE") is = was && without(was, valueIn(change.value, terms));
    if (is) after[name] = is;
    else delete after[name];
  }
  return { after, named };
}

function assigned(to: Assigned, before: Item, terms: Terms): AttributeValue {
  switch (to.kind) {
    case "value":
      return valueIn(to.name, terms);
    case "attribute":
      return before[nameIn(to.name, terms)] ?? invalid(`${to.name} is not in the item`);
    case "if_not_exists":
      return before[nameIn(to.name, terms)] ?? assigned(to.otherwise, before, terms);
    default: {
      const [left, right] = [assigned(to.left, before, terms), assigned(to.right, before, terms)];
      if (to.kind !== "list_append") return plus(left, right, to.kind === "+" ? 1 : -1);
      if (!left.L || !right.L) return invalid("only lists are appended");
      return { L: [...left.L, ...right.L] };
    }
  }
}

function added(before: AttributeValue | undefined, more: AttributeValue): AttributeValue {
  if (more.N !== undefined) return plus(before ?? { N: "0" }, more);
  if (!more.SS && !more.NS && !more.BS) invalid("only numbers and sets are added to");
  return before ? united(before, more) : more;
}

/** What a projection leaves of an item; all of it without one. */
export function projected(expression: string | undefined, item: Item, terms: Terms): Item {
  if (expression === undefined) return item;
  const names = new Set(parseProjection(expression).map((name) => nameIn(name, terms)));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}
