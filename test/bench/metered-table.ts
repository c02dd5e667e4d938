import type { QueryCommandInput, QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import type { Item } from "#platform/dynamo";
import { readName } from "#platform/dynamo";
import { reportingTable } from "#reporting/table";
import { projected } from "#test/support/dynamodb/expressions";
import { type ItemStore, keyOf } from "#test/support/dynamodb/item-store";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { type Ended, metered } from "#test/support/dynamodb/metered-calls";
import { refusalBody } from "#test/support/dynamodb/refusals";
import type { Sales } from "./simulated-observations.ts";
import { simulatedStore } from "./simulated-store.ts";
import type { Wire } from "./wire.ts";

/** What requests of one kind cost together. */
export type Metered = {
  calls: number;
  items: number;
  writes: number;
  indexWrites: number;
  reads: number;
  bytes: number;
};
type Answer = { readonly status: number; readonly body: object };

/** The table of reporting in memory, with the observations of some hours waiting in it. Every request is metered by the true sizes
 *  of its items. */
export class MeteredTable {
  readonly meter = new Map<string, Metered>();
  readonly #store: ItemStore;
  readonly #tables: ReturnType<typeof memoryTables>;

  constructor(sales: Sales) {
    this.#store = simulatedStore(sales);
    this.#tables = memoryTables([reportingTable], this.#store);
  }

  /** Puts an item there, unmetered. */
  put(item: Item): void {
    this.#store.keep(reportingTable.name, keyOf(item), item);
  }

  /** Answers a request as it goes over the wire. */
  async answer(operation: string, request: Wire): Promise<Answer> {
    const metering = {
      tables: new Map([[reportingTable.name, reportingTable]]),
      itemsAt: async (reads: readonly Parameters<typeof readName>[0][]) =>
        new Map(
          reads.flatMap((read): [string, Item][] => {
            const item = this.#store.find(read.table, read.key);
            return item ? [[readName(read), item]] : [];
          }),
        ),
    };
    const { passed, call } = await metered(metering, { by: "", operation, request }, async () =>
      this.#passed(operation, request),
    );
    const cost = this.#costOf(operation, subjectOf(request));
    cost.calls++;
    for (const { units, items } of call.reads) {
      cost.reads += units;
      cost.items += items;
    }
    for (const { key, units, indexUnits, bytes } of call.writes) {
      const written = this.#costOf(operation, wordOf(key));
      written.items++;
      written.writes += units;
      written.indexWrites += indexUnits;
      written.bytes = Math.max(written.bytes, bytes);
    }
    return passed;
  }

  /** What a projection leaves out is read and paid for all the same: the meter sees it. */
  #passed(operation: string, { ProjectionExpression, ...whole }: Wire): Ended<Answer> {
    try {
      const said = this.#tables.answer(operation, whole);
      const body = ProjectionExpression ? projectedPage(said as QueryCommandOutput, ProjectionExpression, whole) : said;
      return { passed: { status: 200, body }, succeeded: true, said };
    } catch (error) {
      return { passed: { status: 400, body: refusalBody(error) }, succeeded: false, said: {} };
    }
  }

  #costOf(operation: string, subject: string): Metered {
    const name = `${operation} ${subject}`;
    const known = this.meter.get(name) ?? { calls: 0, items: 0, writes: 0, indexWrites: 0, reads: 0, bytes: 0 };
    this.meter.set(name, known);
    return known;
  }
}

const projectedPage = ({ Items = [], ...rest }: QueryCommandOutput, expression: string, terms: QueryCommandInput) => ({
  ...rest,
  Items: Items.map((item) => projected(expression, item, terms)),
});

const wordOf = (pk: string): string => pk.split("#")[0] ?? "";
/** What a request is about: the word before the first `#` of its partition. */
function subjectOf({ Key: key, Item: item, IndexName, ExpressionAttributeValues: values, RequestItems }: Wire): string {
  if (IndexName) return IndexName;
  const batched = RequestItems && Object.values<Wire>(RequestItems)[0];
  return wordOf((key ?? item ?? batched?.Keys?.[0] ?? batched?.[0].PutRequest.Item)?.pk.S ?? values?.[":pk"]?.S ?? "");
}
