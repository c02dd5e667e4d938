import { keysPerChunk } from "#checkout/plan";
import { tell } from "#cli/terminal/outcome";
import type { Call } from "#test/support/dynamodb/metered-calls";
import type { Ground } from "./ground.ts";
import { paid, placeOne } from "./lifecycle.ts";
import type { Recorder } from "./recorder.ts";
import type { Budget, Part } from "./report.ts";
import { total } from "./statistics.ts";

/** What DynamoDB takes in one batch of reads. */
const readsPerBatch = 100;

type Placement = { readonly keys: number; readonly calls: readonly Call[] };

/** Round trips to the tables until an order has its stock, by how many stock keys it wants. */
export async function measurePlacement(ground: Ground, recorder: Recorder, sizes: readonly number[]): Promise<Part> {
  const placements: Placement[] = [];
  for (const keys of sizes) {
    tell(`placing an order of ${stockKeys(keys)}`);
    const { id } = await placeOne(ground, keys);
    await paid(ground, [id]);
    const calls = (await recorder.settled()).filter(
      ({ by }) => by.startsWith("checkout/") && !by.endsWith(".schedule"),
    );
    placements.push({ keys, calls });
  }
  const measured = placements.map((placement) => ({ ...placement, ...roundTrips(placement.calls) }));
  return {
    name: "placementIo",
    title: "Round trips of a placed order",
    how:
      "Calls that the checkout's functions made of DynamoDB, without contention, from the request until the order has all its\n" +
      `stock. Budget: ⌈stock keys / ${keysPerChunk}⌉ transactions, ⌈items read / ${readsPerBatch}⌉ batch reads. An order beyond ${keysPerChunk} keys goes on by the\n` +
      "table's stream, where each step reads the order again: those single reads are `other calls`.",
    tables: [
      {
        head: ["stock keys", "transactions", "budget", "batch reads", "items read", "budget", "other calls"],
        rows: measured.map(({ keys, transactions, batches, items, others }) => [
          keys,
          transactions,
          Math.ceil(keys / keysPerChunk),
          batches,
          items,
          Math.ceil(items / readsPerBatch),
          others,
        ]),
      },
    ],
    budgets: measured.flatMap(({ keys, transactions, batches, items }): Budget[] => [
      {
        what: `transactions of an order of ${stockKeys(keys)}`,
        measured: transactions,
        limit: Math.ceil(keys / keysPerChunk),
        unit: "",
      },
      {
        what: `batch reads of an order of ${stockKeys(keys)}`,
        measured: batches,
        limit: Math.ceil(items / readsPerBatch),
        unit: "",
      },
    ]),
    data: { orders: measured.map(({ calls: _, ...counts }) => counts) },
  };
}

const stockKeys = (count: number): string => `${count} stock key${count === 1 ? "" : "s"}`;

function roundTrips(calls: readonly Call[]) {
  const of = (operation: string) => calls.filter((call) => call.operation === operation);
  const batches = of("BatchGetItem");
  const transactions = of("TransactWriteItems").length;
  return {
    transactions,
    batches: batches.length,
    items: total(batches.flatMap(({ reads }) => reads.map(({ items }) => items))),
    others: calls.length - transactions - batches.length,
  };
}
