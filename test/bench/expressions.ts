import type { Item } from "#platform/dynamo";
import type { Wire } from "./dynamo-requests.ts";

/** What an expression may refer to: `#names` and `:values` of its request. */
type Terms = { readonly names: Readonly<Record<string, string>>; readonly values: Readonly<Record<string, Wire>> };
export const termsOf = ({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Wire): Terms => ({
  names: ExpressionAttributeNames,
  values: ExpressionAttributeValues,
});

const plain = (value: Wire): string | number | undefined => (value?.N === undefined ? value?.S : Number(value.N));
const comparisons: Readonly<Record<string, (left: Wire, right: Wire) => boolean>> = {
  "=": (left, right) => JSON.stringify(left) === JSON.stringify(right),
  "<": (left, right) => both(left, right) && (plain(left) as string) < (plain(right) as string),
  "<=": (left, right) => both(left, right) && (plain(left) as string) <= (plain(right) as string),
  ">=": (left, right) => both(left, right) && (plain(left) as string) >= (plain(right) as string),
};
const both = (left: Wire, right: Wire): boolean => left !== undefined && right !== undefined;

/** Whether a condition holds for an item: comparisons, BETWEEN, the two existence functions, AND, OR and parentheses.
 *  @throws Error for anything else: what is not understood must not pass for true */
export function holds(expression: string, item: Item | undefined, terms: Terms): boolean {
  const tokens = expression.match(/[()]|<=|>=|[=<]|[\w#:]+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const take = (wanted: string): boolean => {
    if (tokens[at] !== wanted) return false;
    at++;
    return true;
  };
  const operand = (token: string): Wire => (token.startsWith(":") ? terms.values[token] : item?.[named(token, terms)]);

  function either(): boolean {
    let result = every();
    while (take("OR")) result = every() || result;
    return result;
  }
  function every(): boolean {
    let result = one();
    while (take("AND")) result = one() && result;
    return result;
  }
  function one(): boolean {
    if (take("(")) {
      const result = either();
      next();
      return result;
    }
    const first = next();
    if (first === "attribute_exists" || first === "attribute_not_exists") {
      next();
      const found = operand(next()) !== undefined;
      next();
      return found === (first === "attribute_exists");
    }
    const operator = next();
    const left = operand(first);
    if (operator === "BETWEEN") {
      const least = operand(next());
      next();
      return comparisons[">="]?.(left, least) === true && comparisons["<="]?.(left, operand(next())) === true;
    }
    const compare = comparisons[operator];
    if (!compare) throw new Error(`not understood: ${expression}`);
    return compare(left, operand(next()));
  }
  const result = either();
  if (at !== tokens.length) throw new Error(`not understood: ${expression}`);
  return result;
}

const named = (token: string, { names }: Terms): string => (token.startsWith("#") ? (names[token] ?? token) : token);

/** An item after SET, ADD and REMOVE clauses. @throws Error for anything else */
export function updated(expression: string, item: Item, terms: Terms): Item {
  const after: Record<string, Wire> = { ...item };
  const clauses = expression.split(/\b(SET|ADD|REMOVE)\s+/).slice(1);
  for (let at = 0; at < clauses.length; at += 2)
    for (const part of (clauses[at + 1] ?? "").split(/,(?![^(]*\))/).map((text) => text.trim()))
      change(after, clauses[at] ?? "", part, terms);
  return after;
}

function change(after: Record<string, Wire>, clause: string, part: string, terms: Terms): void {
  if (clause === "REMOVE") {
    delete after[named(part, terms)];
    return;
  }
  const [target = "", value = ""] = part.split(clause === "ADD" ? /\s+/ : /\s*=\s*/);
  const name = named(target, terms);
  const kept = /^if_not_exists\((\S+),\s*(\S+)\)$/.exec(value);
  const given = terms.values[kept?.[2] ?? value];
  if (given === undefined) throw new Error(`not understood: ${part}`);
  if (clause === "ADD") after[name] = { N: String(Number(after[name]?.N ?? 0) + Number(given.N)) };
  else after[name] = kept ? (after[named(kept[1] ?? "", terms)] ?? given) : given;
}
