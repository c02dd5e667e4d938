import { expect, test } from "vitest";
import * as z from "zod/mini";
import { feedQuery } from "./feed-view.ts";
import { reportQuery } from "./report-question.ts";

/** The parameters of a question that cannot be meant. */
const wrongIn = (schema: z.ZodMiniType, asked: object): unknown[] =>
  z
    .safeParse(schema, asked)
    .error?.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : issue.path)) ?? [];

test("a question is read as it is meant, dimensions in one order and each market once", () =>
  expect(z.parse(reportQuery, { by: "month,,market,week", market: "uk,us,uk", currency: "BRL" })).toEqual({
    by: ["market", "week", "month"],
    market: ["uk", "us"],
    currency: "BRL",
  }));

test("nothing asked is everything, split by nothing", () => expect(z.parse(reportQuery, {})).toEqual({ by: [] }));

test.each([
  [{ by: "year" }, ["by"]],
  [{ by: "week;month" }, ["by"]],
  [{ market: "" }, ["market"]],
  [{ market: "us," }, ["market"]],
  [{ market: "us,,uk" }, ["market"]],
  [{ market: "US" }, ["market"]],
  [{ currency: "CHF" }, ["currency"]],
  [{ currency: "usd" }, ["currency"]],
  [{ currency: "" }, ["currency"]],
  [{ from: "2017-W48" }, ["from"]],
  [{ form: "2017-12-01", marked: "us" }, ["form", "marked"]],
])("%j is refused by the names of what is wrong", (asked, names) => expect(wrongIn(reportQuery, asked)).toEqual(names));

test("a currency that is refused tells which ones there are", () =>
  expect(z.safeParse(reportQuery, { currency: "CHF" }).error?.issues[0]?.message).toBe(
    "must be one that has rates, which are USD, GBP, BRL, or be left out",
  ));

test.each([
  [{ from: "2017-12-01" }, []],
  [{ from: "2017-12-01T14" }, ["from"]],
  [{ from: "2017-12-32" }, ["from"]],
  [{ from: "" }, ["from"]],
  [{ since: "2017-12-01" }, ["since"]],
])("of the feed, %j: wrong are %j", (asked, names) => expect(wrongIn(feedQuery, asked)).toEqual(names));
