import type { Market } from "../schema.ts";

type Addressing = Pick<Market["address"], "writing">;
type Rule = NonNullable<Addressing["writing"]>;
/** How a code is written, and its beginning, in one form each. What is no code comes out as none. */
type Writing<R> = {
  readonly code: (text: string, rule: R) => string;
  readonly beginning: (text: string, rule: R) => string;
};

/** Upper case, full-width letters as plain ones, and one kind of dash and space. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\p{Pd}/gu, "-")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toUpperCase();

/** Without what stands between two digits: spaces, dashes, points. */
const digits = (text: string): string => plain(text).replaceAll(/(?<=\d)[ .-]+(?=\d)/g, "");

const strategies: { readonly [Name in Rule["strategy"]]: Writing<Extract<Rule, { readonly strategy: Name }>> } = {
  "digit-groups": {
    code: (text, { first }) => digits(text).replace(new RegExp(`^(\\d{${first}})(\\d+)$`), "$1-$2"),
    beginning: digits,
  },
  "outward-inward": {
    code: (text) =>
      plain(text)
        .replaceAll(/[ .-]+/g, "")
        .replace(/^(.+)(.{3})$/, "$1 $2"),
    beginning: plain,
  },
};

const strategyOf = (rule: Rule): Writing<Rule> => strategies[rule.strategy] as Writing<Rule>;

/** A postal code in the one form in which this market writes it. Whether there is such a code is another question. */
export const writtenCode = ({ writing }: Addressing, text: string): string =>
  writing ? strategyOf(writing).code(text, writing) : plain(text);

/** The same for the beginning of a code. */
export const writtenBeginning = ({ writing }: Addressing, text: string): string =>
  writing ? strategyOf(writing).beginning(text, writing) : plain(text);
