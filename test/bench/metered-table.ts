import type { Item, Key } from "#platform/dynamo";
import { leftItem, observationItem } from "#reporting/reporting-items";
import { reportingTable } from "#reporting/table";
import { readsOf, type Wire } from "./dynamo-requests.ts";
import { holds, termsOf, updated } from "./expressions.ts";
import { itemSize } from "./item-size.ts";
import { indexWriteUnits, tableWriteUnits, type WriteKind } from "./request-units.ts";
import { indexesByPart, indexOf, observationAt, type Sales } from "./simulated-observations.ts";

/** What requests of one kind cost together. */
export type Metered = {
  calls: number;
  items: number;
  writes: number;
  indexWrites: number;
  reads: number;
  bytes: number;
};
/** A page of a query ends where it holds more than this. */
const pageBytes = 2 ** 20;
const epoch = 1;
const refused = { status: 400, body: { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" } };

/**
 * The table of reporting in memory, with the observations of some hours waiting in it. It speaks as much of DynamoDB's
 * protocol as reporting's stores use, and meters every request by the true sizes of its items. Observations are made
 * when they are asked for: of each only what became of it is kept, so that an hour of millions fits.
 */
export class MeteredTable {
  readonly meter = new Map<string, Metered>();
  readonly #items = new Map<string, Map<string, Item>>();
  readonly #sales: Sales;
  /** The batch with which an observation left, 0 while it waits. */
  readonly #left: Uint32Array;
  readonly #byPart: readonly (readonly Uint32Array[])[];

  constructor(sales: Sales) {
    this.#sales = sales;
    this.#left = new Uint32Array(sales.observationsPerHour * sales.slots.length);
    this.#byPart = sales.slots.map((_, hour) => indexesByPart(hour, sales));
  }

  /** Puts an item there, unmetered. */
  put(item: Item): void {
    this.#put(item.pk?.S ?? "", item.sk?.S ?? "", item);
  }

  answer(operation: string, request: Wire): { readonly status: number; readonly body: Wire } {
    const answer = this.#answer(operation, request);
    const cost = this.#costOf(operation, subjectOf(request));
    cost.calls++;
    if (answer.status !== 200) return answer;
    for (const { units, items } of readsOf(operation, request, answer.body)) {
      cost.reads += units;
      cost.items += items;
    }
    return request.ProjectionExpression ? found(projected(answer.body, request.ProjectionExpression)) : answer;
  }

  #answer(operation: string, request: Wire): { readonly status: number; readonly body: Wire } {
    switch (operation) {
      case "GetItem":
        return found({ Item: this.#get(keyIn(request.Key)) });
      case "BatchGetItem":
        return found(this.#batch(request));
      case "Query":
        return found(request.IndexName ? this.#waiting(request) : this.#query(request));
      case "PutItem":
      case "UpdateItem":
      case "DeleteItem":
        if (!this.#write(operation, request, "plain")) return refused;
        return found(request.ReturnValues ? { Attributes: this.#get(keyIn(request.Key)) } : {});
      case "BatchWriteItem":
        for (const { PutRequest } of Object.values<Wire>(request.RequestItems)[0])
          this.#write("PutItem", PutRequest, "plain", operation);
        return found({ UnprocessedItems: {} });
      case "TransactWriteItems":
        return this.#transact(request);
      default:
        throw new Error(`the metered table knows no ${operation}`);
    }
  }

  #write(operation: string, request: Wire, kind: WriteKind, as = operation): boolean {
    const key = keyIn(request.Key ?? request.Item);
    const before = this.#get(key);
    const cost = this.#costOf(as, subjectOf(request));
    const isAllowed = !request.ConditionExpression || holds(request.ConditionExpression, before, termsOf(request));
    const after = isAllowed ? afterOf(operation, request, before) : before;
    cost.items++;
    cost.writes += tableWriteUnits(before, after, kind);
    cost.indexWrites += indexWriteUnits(reportingTable, before, after);
    cost.bytes = Math.max(cost.bytes, itemSize(after));
    if (isAllowed) this.#put(key.pk, key.sk, after);
    return isAllowed;
  }

  #transact({ TransactItems }: Wire) {
    const writes = TransactItems.map((item: Wire) => Object.entries<Wire>(item)[0] as [string, Wire]);
    const reasons = writes.map(([, request]: [string, Wire]) => {
      const before = this.#get(keyIn(request.Key ?? request.Item));
      const passes = !request.ConditionExpression || holds(request.ConditionExpression, before, termsOf(request));
      return { Code: passes ? "None" : "ConditionalCheckFailed" };
    });
    const __type = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    if (reasons.some(({ Code }: Wire) => Code !== "None"))
      return { status: 400, body: { __type, CancellationReasons: reasons } };
    for (const [name, request] of writes) this.#write(`${name}Item`, request, "transaction", "TransactWriteItems");
    return found({});
  }

  #get({ pk, sk }: Key): Item | undefined {
    if (!this.#isSimulated(pk)) return this.#items.get(pk)?.get(sk);
    return this.#observationItem(indexOf(pk.slice("obs#".length)));
  }

  #observationItem(index: number): Item {
    const item = observationItem(observationAt(index, this.#sales), epoch);
    const batch = this.#left[index];
    if (!batch) return item;
    return leftItem(item, batch);
  }

  #put(pk: string, sk: string, item: Item | undefined): void {
    if (this.#isSimulated(pk)) {
      if (!item || item.waiting) throw new Error("a simulated observation may leave, and no more");
      this.#left[indexOf(pk.slice("obs#".length))] = Number(item.batch?.N);
      return;
    }
    const partition = this.#items.get(pk) ?? new Map<string, Item>();
    this.#items.set(pk, partition);
    if (item) partition.set(sk, item);
    else partition.delete(sk);
  }

  #isSimulated = (pk: string): boolean => pk.startsWith("obs#") && indexOf(pk.slice("obs#".length)) < this.#left.length;

  #query({ KeyConditionExpression, ExclusiveStartKey, ...request }: Wire): Wire {
    const terms = termsOf(request);
    const after = ExclusiveStartKey?.sk?.S ?? "";
    const items = [...(this.#items.get(request.ExpressionAttributeValues[":pk"].S) ?? new Map<string, Item>())]
      .filter(([sk, item]) => sk > after && holds(KeyConditionExpression, item, terms))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, item]) => item);
    const page: Item[] = [];
    for (let bytes = 0; bytes <= pageBytes && page.length < items.length; bytes += itemSize(page.at(-1)))
      page.push(items[page.length] as Item);
    const last = page.at(-1);
    return page.length === items.length ? { Items: page } : { Items: page, LastEvaluatedKey: keyOf(last) };
  }

  /** A page of the index: the observations of one part that wait in slots from … to, hour by hour. */
  #waiting({ ExpressionAttributeValues: values, ExclusiveStartKey }: Wire): Wire {
    const part = Number(values[":waiting"].S.split("#")[1]);
    const [from, to] = [values[":from"].S as string, values[":to"].S as string];
    let after = ExclusiveStartKey ? indexOf(ExclusiveStartKey.pk.S.slice("obs#".length)) : -1;
    const items: Item[] = [];
    let bytes = 0;
    for (const [hour, slot] of this.#sales.slots.entries()) {
      if (slot < from || slot > to.slice(0, -1)) continue;
      for (const index of this.#byPart[hour]?.[part] ?? []) {
        if (index <= after || this.#left[index]) continue;
        const {
          kind: _,
          epoch: __,
          ...entry
        } = observationItem(observationAt(index, this.#sales), epoch) as Record<string, Wire>;
        items.push(entry);
        bytes += itemSize(entry);
        after = index;
        if (bytes > pageBytes) return { Items: items, LastEvaluatedKey: lastKeyOf(entry) };
      }
    }
    return { Items: items };
  }

  #batch({ RequestItems }: Wire): Wire {
    const [table = "", { Keys }] = Object.entries<Wire>(RequestItems)[0] ?? ["", { Keys: [] }];
    const items = Keys.map((key: Item) => this.#get(keyIn(key))).filter((item: Item | undefined) => item);
    return { Responses: { [table]: items }, UnprocessedKeys: {} };
  }

  #costOf(operation: string, subject: string): Metered {
    const name = `${operation} ${subject}`;
    const known = this.meter.get(name) ?? { calls: 0, items: 0, writes: 0, indexWrites: 0, reads: 0, bytes: 0 };
    this.meter.set(name, known);
    return known;
  }
}

const found = (body: Wire) => ({ status: 200, body });
/** What is left out was read and paid for all the same. */
const projected = ({ Items, ...rest }: Wire, name: string): Wire => ({
  ...rest,
  Items: Items.map((item: Item) => ({ [name]: item[name] })),
});
const keyIn = ({ pk, sk }: Item): Key => ({ pk: pk?.S ?? "", sk: sk?.S ?? "" });
const keyOf = (item: Item | undefined) => ({ pk: item?.pk, sk: item?.sk });
const lastKeyOf = ({ pk, sk, waiting, rank }: Item) => ({ pk, sk, waiting, rank });

/** What a request is about: the word before the first `#` of its partition. */
function subjectOf({ Key: key, Item: item, IndexName, ExpressionAttributeValues: values, RequestItems }: Wire): string {
  if (IndexName) return IndexName;
  const batched = RequestItems && Object.values<Wire>(RequestItems)[0];
  const pk: string =
    (key ?? item ?? batched?.Keys?.[0] ?? batched?.[0].PutRequest.Item)?.pk.S ?? values?.[":pk"]?.S ?? "";
  return pk.split("#")[0] ?? "";
}

function afterOf(operation: string, request: Wire, before: Item | undefined): Item | undefined {
  switch (operation) {
    case "PutItem":
      return request.Item;
    case "UpdateItem":
      return updated(request.UpdateExpression, before ?? request.Key, termsOf(request));
    case "DeleteItem":
      return undefined;
    default:
      return before;
  }
}
