import { expect, test } from "vitest";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { dynamoWriterStore } from "./dynamo-writer-store.ts";
import { reportingTable } from "./table.ts";

const plan = { epoch: 1, id: "000000001-000001" };
const pages = 40;

/** A writer's table with pages of a plan that was never committed. */
async function abandonedPlan() {
  const tables = memoryTables([reportingTable]);
  const store = dynamoWriterStore({ dynamo: tables.dynamo, table: reportingTable.name });
  for (let page = 0; page < pages; page++) await store.select(plan, page, { sequence: 1, ids: new Uint8Array(16) });
  const left = () =>
    tables.all<{ readonly kind: string }>(reportingTable.name).filter(({ kind }) => kind === "selection");
  return { ...tables, store, left };
}

test("pages of plans that were never committed are dropped", async () => {
  const { store, left } = await abandonedPlan();
  expect(left()).toHaveLength(pages);
  await store.dropSelections(plan.epoch);
  expect(left()).toEqual([]);
});

test("nothing is dropped any more once dropping has failed: the next writer may be selecting by then", async () => {
  const { store, left, between } = await abandonedPlan();
  let deletions = 0;
  between(async (command, pass) => {
    if (command !== "DeleteItemCommand") return pass();
    if (++deletions === 1) throw new Error("throttled");
    await new Promise((resolve) => setTimeout(resolve, 5));
    return pass();
  });
  await expect(store.dropSelections(plan.epoch)).rejects.toThrow();
  const leftThen = left().length;
  expect(leftThen).toBeLessThan(pages);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(left()).toHaveLength(leftThen);
});
