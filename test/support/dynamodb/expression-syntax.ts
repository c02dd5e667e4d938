import { invalid } from "./refusals.ts";
import { isReserved } from "./reserved-words.ts";

/** An attribute of an item, by its name or by a `#name`; a `:value` of the request; or how large an attribute is. */
export type Operand =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "size"; readonly name: string };
export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "compare"; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "between"; readonly what: Operand; readonly least: Operand; readonly most: Operand }
  | { readonly kind: "in"; readonly what: Operand; readonly options: readonly Operand[] }
  | { readonly kind: "attribute_exists" | "attribute_not_exists"; readonly name: string }
  | { readonly kind: "begins_with" | "contains" | "attribute_type"; readonly name: string; readonly with: Operand };

/** What an attribute is set to. */
export type Assigned =
  | Exclude<Operand, { readonly kind: "size" }>
  | { readonly kind: "if_not_exists"; readonly name: string; readonly otherwise: Assigned }
  | { readonly kind: "list_append" | "+" | "-"; readonly left: Assigned; readonly right: Assigned };
export type Change =
  | { readonly clause: "SET"; readonly name: string; readonly to: Assigned }
  | { readonly clause: "REMOVE"; readonly name: string }
  | { readonly clause: "ADD" | "DELETE"; readonly name: string; readonly value: string };

/** Each expression is parsed once, however often it is asked for. */
const once = <Parsed>(parse: (text: string) => Parsed): ((text: string) => Parsed) => {
  const known = new Map<string, Parsed>();
  return (text) => {
    const parsed = known.get(text) ?? parse(text);
    known.set(text, parsed);
    return parsed;
  };
};

/** A condition, filter or key condition. @throws ValidationException for whatever is none, or is not known here: what is
 *  not understood must not pass for true */
export const parseCondition = once((text): Condition => {
  const words = new Words(text);
  const condition = words.either();
  words.end();
  return condition;
});

/** The changes of an update. @throws ValidationException as above */
export const parseUpdate = once((text): readonly Change[] => {
  const words = new Words(text);
  const changes: Change[] = [];
  const clauses = new Set<string>();
  while (!words.isAtEnd()) {
    const clause = words.keyword("SET", "REMOVE", "ADD", "DELETE") ?? words.fail();
    if (clauses.has(clause)) invalid(`${clause} stands twice in ${text}`);
    clauses.add(clause);
    do changes.push(words.change(clause));
    while (words.take(","));
  }
  if (changes.length === 0) words.fail();
  return changes;
});

/** The attributes of a projection, as they stand there. @throws ValidationException as above */
export const parseProjection = once((text): readonly string[] => {
  const words = new Words(text);
  const names: string[] = [];
  do names.push(words.attribute());
  while (words.take(","));
  words.end();
  return names;
});

/** The `#names` and `:values` that an expression uses. */
export const placeholdersIn = once((text): readonly string[] => tokensOf(text).filter((token) => /^[#:]/.test(token)));

function tokensOf(text: string): readonly string[] {
  const tokens = text.match(/<=|>=|<>|[=<>(),+-]|[#:]?\w+|\S/g) ?? [];
  // paths into maps and lists are known to DynamoDB, and to none of our expressions
  for (const token of tokens) if (!/^([=<>(),+-]|<=|>=|<>|[#:]?\w+)$/.test(token)) invalid(`${token} in ${text}`);
  return tokens;
}

const isComparator = (token: string): token is Comparator => ["=", "<>", "<", "<=", ">", ">="].includes(token);
const functions = ["attribute_exists", "attribute_not_exists", "begins_with", "contains", "attribute_type"] as const;

class Words {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  isAtEnd = (): boolean => this.#at === this.#tokens.length;
  fail(): never {
    const token = this.#tokens[this.#at] ?? "its end";
    return invalid(`not understood from ${token} on: ${this.#text}`);
  }
  end(): void {
    if (!this.isAtEnd()) this.fail();
  }

  take(...wanted: readonly string[]): boolean {
    const found = wanted.every((token, index) => this.#tokens[this.#at + index] === token);
    if (found) this.#at += wanted.length;
    return found;
  }
  keyword<Word extends string>(...wanted: readonly Word[]): Word | undefined {
    const found = wanted.find((word) => word === this.#tokens[this.#at]?.toUpperCase());
    if (found !== undefined) this.#at++;
    return found;
  }
  #must(...wanted: readonly string[]): void {
    for (const token of wanted) if (!this.take(token)) this.fail();
  }
  #name(first: RegExp): string {
    const token = this.#tokens[this.#at] ?? "";
    if (!first.test(token)) this.fail();
    this.#at++;
    return token;
  }

  attribute(): string {
    const name = this.#name(/^[#A-Za-z]/);
    if (isReserved(name)) invalid(`${name} is a reserved word: ${this.#text}`);
    return name;
  }
  #value = (): string => this.#name(/^:/);
  #operand(): Operand {
    if (this.#tokens[this.#at]?.startsWith(":")) return { kind: "value", name: this.#value() };
    if (!this.take("size", "(")) return { kind: "attribute", name: this.attribute() };
    const name = this.attribute();
    this.#must(")");
    return { kind: "size", name };
  }

  either(): Condition {
    let left = this.#every();
    while (this.keyword("OR")) left = { kind: "or", left, right: this.#every() };
    return left;
  }
  #every(): Condition {
    let left = this.#one();
    while (this.keyword("AND")) left = { kind: "and", left, right: this.#one() };
    return left;
  }
  #one(): Condition {
    if (this.keyword("NOT")) return { kind: "not", of: this.#one() };
    if (this.take("(")) {
      const inner = this.either();
      this.#must(")");
      return inner;
    }
    const called = functions.find((name) => this.take(name, "("));
    return called ? this.#call(called) : this.#comparison();
  }
  #call(kind: (typeof functions)[number]): Condition {
    const name = this.attribute();
    if (kind === "attribute_exists" || kind === "attribute_not_exists") {
      this.#must(")");
      return { kind, name };
    }
    this.#must(",");
    const argument = this.#operand();
    this.#must(")");
    return { kind, name, with: argument };
  }
  #comparison(): Condition {
    const what = this.#operand();
    if (this.keyword("BETWEEN")) {
      const least = this.#operand();
      if (!this.keyword("AND")) this.fail();
      return { kind: "between", what, least, most: this.#operand() };
    }
    if (this.keyword("IN")) {
      this.#must("(");
      const options: Operand[] = [];
      do options.push(this.#operand());
      while (this.take(","));
      this.#must(")");
      return { kind: "in", what, options };
    }
    const by = this.#tokens[this.#at] ?? "";
    if (!isComparator(by)) this.fail();
    this.#at++;
    return { kind: "compare", by, left: what, right: this.#operand() };
  }

  change(clause: Change["clause"]): Change {
    const name = this.attribute();
    if (clause === "REMOVE") return { clause, name };
    if (clause !== "SET") return { clause, name, value: this.#value() };
    this.#must("=");
    return { clause, name, to: this.#assigned() };
  }
  #assigned(): Assigned {
    const left = this.#term();
    const sign = (["+", "-"] as const).find((token) => this.take(token));
    return sign ? { kind: sign, left, right: this.#term() } : left;
  }
  #term(): Assigned {
    if (this.take("if_not_exists", "(")) {
      const name = this.attribute();
      this.#must(",");
      const otherwise = this.#assigned();
      this.#must(")");
      return { kind: "if_not_exists", name, otherwise };
    }
    if (this.take("list_append", "(")) {
      const left = this.#assigned();
      this.#must(",");
      const right = this.#assigned();
      this.#must(")");
      return { kind: "list_append", left, right };
    }
    if (this.#tokens[this.#at]?.startsWith(":")) return { kind: "value", name: this.#value() };
    return { kind: "attribute", name: this.attribute() };
  }
}
