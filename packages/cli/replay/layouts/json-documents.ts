import { CommandError } from "../../terminal/outcome.ts";
import { isObject, parseJson } from "../parse-json.ts";
import type { SourceRecord } from "../records.ts";
import { listAt } from "./members.ts";

/**
 * The orders of an export in JSON: a list of them, an answer of the system's API that holds such a list, one order, or
 * any of these one a line.
 * @param lists where an answer holds its orders, as paths
 * @param toOrder from the system's order to one as `replay` reads it
 */
export function jsonOrders(
  text: string,
  lists: readonly (readonly string[])[],
  toOrder: (order: unknown) => Readonly<Record<string, unknown>>,
): readonly SourceRecord[] {
  const records = documents(text).flatMap((document) => ordersIn(document, lists));
  return records.map(({ value, text: line }, index) => ({
    number: index + 1,
    text: line ?? JSON.stringify(value),
    value: isObject(value) ? toOrder(value) : undefined,
  }));
}

type Found = { readonly value: unknown; readonly text?: string };

/** The whole text, where it is one document; else each of its lines. */
function documents(text: string): readonly Found[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [{ value: whole }];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map((line) => ({ value: parseJson(line), text: line }));
  if (read.every(({ value }) => value === undefined)) throw new CommandError("the file holds no JSON");
  return read;
}

function ordersIn(document: Found, lists: readonly (readonly string[])[]): readonly Found[] {
  const { value } = document;
  if (Array.isArray(value)) return value.map((one) => ({ value: one }));
  const list = lists.map((path) => listAt(value, ...path)).find((found) => found.length > 0);
  if (list) return list.map((one) => ({ value: one }));
  return isObject(value) && lists.some(([name = ""]) => Object.hasOwn(value, name)) ? [] : [document];
}
