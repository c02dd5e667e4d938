import { createHash } from "node:crypto";
import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { fromItem, type Item } from "#platform/dynamo";
import { settled } from "./eventually.ts";

/** An item as plain data, with the key that every table has. */
export type Row = { readonly pk: string; readonly sk: string; readonly [attribute: string]: unknown };

/** Everything that a table holds, one page after another, read consistently. */
export async function* rowsOf<As extends Row = Row>(dynamo: DynamoDBClient, table: string): AsyncGenerator<As> {
  let from: Item | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    for (const item of page.Items ?? []) yield fromItem<As>(item);
    from = page.LastEvaluatedKey;
  } while (from);
}

/** Everything that a table holds, at once. */
async function allRows<As extends Row = Row>(dynamo: DynamoDBClient, table: string): Promise<As[]> {
  const rows: As[] = [];
  for await (const row of rowsOf<As>(dynamo, table)) rows.push(row);
  return rows;
}

/** One short text for all that these tables hold: two that are equal mean that nothing was written in between. */
async function digestOf(dynamo: DynamoDBClient, tables: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const digests = await Promise.all(
    tables.map(async (table): Promise<[string, string]> => {
      const rows = (await allRows(dynamo, table)).map((row) => JSON.stringify(row, sorted)).sort();
      return [
        table,
        `${rows.length} items, ${createHash("sha256").update(rows.join("\n")).digest("hex").slice(0, 16)}`,
      ];
    }),
  );
  return Object.fromEntries(digests);
}

/** The same, once nothing is under way any more: a function that starts cold on a busy machine takes its seconds. */
export const settledDigest = (dynamo: DynamoDBClient, tables: readonly string[]) =>
  settled(() => digestOf(dynamo, tables), { quietSeconds: 5 });

/** Members by name and sets as lists, so that equal items have equal texts. */
function sorted(_: string, value: unknown): unknown {
  if (value instanceof Set) return [...value].sort();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
