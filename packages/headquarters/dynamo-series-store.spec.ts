import { expect, test } from "vitest";
import { type Dynamo, fromItem, type Item, toItem } from "#platform/dynamo";
import { dynamoSeriesStore } from "./dynamo-series-store.ts";
import { at } from "./spec-support.ts";

const name = { market: "aa", epoch: 1 };

/** A table with one series, and what is set in it. */
function tableWith(series: object) {
  const updates: Update[] = [];
  const send = async (command: { readonly constructor: { name: string }; readonly input: Update }) => {
    if (command.constructor.name === "GetItemCommand") return { Item: toItem({ ...name, ...series }) };
    updates.push(command.input);
    return {};
  };
  return { store: dynamoSeriesStore({ dynamo: { send } as unknown as Dynamo, table: "headquarters" }), updates };
}
type Update = { readonly UpdateExpression: string; readonly ExpressionAttributeValues: Item };

/** When a series is known to be complete after a market said that there are `said` batches. */
async function completeAfter(series: { through: number; known: number }, said: number): Promise<unknown> {
  const { store, updates } = tableWith(series);
  await store.noteKnown(name, said, at(60));
  const [update] = updates;
  if (!update?.UpdateExpression.includes("completeAt = :at")) return undefined;
  return fromItem<Record<":at", unknown>>(update.ExpressionAttributeValues)[":at"];
}

test("a market that says no more than what is here has nothing on its way", async () => {
  expect(await completeAfter({ through: 5, known: 5 }, 5)).toBe(at(60));
  expect(await completeAfter({ through: 5, known: 5 }, 6)).toBeUndefined();
});

test("a word that comes late does not hide what is missing", async () =>
  expect(await completeAfter({ through: 5, known: 8 }, 5)).toBeUndefined());
