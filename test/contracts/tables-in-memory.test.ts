import { describe, expect, test } from "vitest";
import type { TableSpec } from "#platform/table";
import type { Item } from "#test/support/dynamodb/attribute-values";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { refusalBody } from "#test/support/dynamodb/refusals";

/** What stands in for DynamoDB's tables in specs and in the bench keeps their rules, as the developer guide has them. */
const spec = {
  name: "things",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: { byColour: { partition: "colour", sort: "rank", projection: ["label"] } },
} as const satisfies TableSpec;
const things = () => {
  const tables = memoryTables([spec]);
  for (const n of [1, 2, 3, 4])
    tables.put("things", {
      pk: "p",
      sk: `s${n}`,
      label: `label ${n}`,
      secret: n,
      ...(n > 1 ? { colour: "red", rank: `r${9 - n}` } : {}),
    });
  return tables;
};
const key = (sk: string): Item => ({ pk: { S: "p" }, sk: { S: sk } });
const inP = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "p" } } };
const red = {
  IndexName: "byColour",
  KeyConditionExpression: "colour = :c",
  ExpressionAttributeValues: { ":c": { S: "red" } },
};
type Page = { readonly Items: readonly Item[]; readonly LastEvaluatedKey?: Item };
const ask = (query: object): Page => things().answer("Query", { TableName: "things", ...query }) as Page;
const placesOf = ({ Items }: Page): (string | undefined)[] => Items.map(({ sk }) => sk?.S);

describe("a query", () => {
  test("finds a partition by its sort key, forwards and backwards, page by page", () => {
    expect(placesOf(ask(inP))).toEqual(["s1", "s2", "s3", "s4"]);
    expect(placesOf(ask({ ...inP, ScanIndexForward: false }))).toEqual(["s4", "s3", "s2", "s1"]);
    const first = ask({ ...inP, Limit: 2 });
    expect({ places: placesOf(first), next: first.LastEvaluatedKey }).toEqual({
      places: ["s1", "s2"],
      next: key("s2"),
    });
    expect(placesOf(ask({ ...inP, ExclusiveStartKey: key("s2") }))).toEqual(["s3", "s4"]);
    expect(placesOf(ask({ ...inP, ExclusiveStartKey: key("s3"), ScanIndexForward: false }))).toEqual(["s2", "s1"]);
    // a page that is full does not know whether anything follows
    expect(ask({ ...inP, Limit: 4 }).LastEvaluatedKey).toEqual(key("s4"));
    expect(ask(inP).LastEvaluatedKey).toBeUndefined();
  });

  test("finds in an index what has its keys, and shows what is copied there", () => {
    const found = ask(red);
    expect(placesOf(found)).toEqual(["s4", "s3", "s2"]);
    expect(Object.keys(found.Items[0] ?? {}).sort()).toEqual(["colour", "label", "pk", "rank", "sk"]);
    expect(ask({ ...red, ProjectionExpression: "label" }).Items[0]).toEqual({ label: { S: "label 4" } });
    expect(ask({ ...red, Limit: 1 }).LastEvaluatedKey).toEqual({
      ...key("s4"),
      colour: { S: "red" },
      rank: { S: "r5" },
    });
  });

  test.each<readonly [string, object]>([
    ["of an index, consistently", { ...red, ConsistentRead: true }],
    ["from a key that is none", { ...red, ExclusiveStartKey: key("s2") }],
    ["about no partition", { ...inP, KeyConditionExpression: "sk = :pk" }],
    ["of a range of partitions", { ...inP, KeyConditionExpression: "pk > :pk" }],
    ["about what is no key", { ...inP, KeyConditionExpression: "pk = :pk AND label = :pk" }],
    ["of an index that is not there", { ...red, IndexName: "byShape" }],
    ["with a value that nothing uses", { ...inP, ExpressionAttributeValues: { ":pk": { S: "p" }, ":x": { S: "x" } } }],
    ["with a name that nothing uses", { ...inP, ExpressionAttributeNames: { "#x": "x" } }],
  ])("%s is refused", (_, query) =>
    expect(() => ask(query)).toThrow(expect.objectContaining({ name: "ValidationException" })),
  );
  test("that asks for what is not known here fails", () =>
    expect(() => ask({ ...inP, FilterExpression: "secret = :pk" })).toThrow(
      "tables in memory know no FilterExpression",
    ));
});

describe("writes", () => {
  const isNew = { ConditionExpression: "attribute_not_exists(pk)" };
  const put = (sk: string, more: object = {}) => ({ Put: { TableName: "things", Item: key(sk), ...more } });
  const failure = (work: () => unknown): object => {
    try {
      work();
    } catch (error) {
      return refusalBody(error);
    }
    throw new Error("nothing was refused");
  };
  const prefix = "com.amazonaws.dynamodb.v20120810#";

  test("of a transaction are all done or none, with a reason for each and what stood in the way", () => {
    const tables = things();
    const shown = { ...isNew, ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
    const refused = failure(() =>
      tables.answer("TransactWriteItems", { TransactItems: [put("s9"), put("s1", isNew), put("s2", shown)] }),
    );
    expect(refused).toMatchObject({
      __type: `${prefix}TransactionCanceledException`,
      CancellationReasons: [
        { Code: "None" },
        { Code: "ConditionalCheckFailed" },
        { Code: "ConditionalCheckFailed", Item: { label: { S: "label 2" } } },
      ],
    });
    expect((refused as { CancellationReasons: object[] }).CancellationReasons[1]).not.toHaveProperty("Item");
    expect(tables.all("things")).toHaveLength(4);
    tables.answer("TransactWriteItems", {
      TransactItems: [
        put("s9", isNew),
        { Delete: { TableName: "things", Key: key("s1") } },
        { Update: { TableName: "things", Key: key("s2"), UpdateExpression: "REMOVE colour" } },
        { ConditionCheck: { TableName: "things", Key: key("s3"), ConditionExpression: "attribute_exists(pk)" } },
      ],
    });
    expect(tables.all<{ sk: string }>("things").map(({ sk }) => sk)).toEqual(["s2", "s3", "s4", "s9"]);
    expect(placesOf(tables.answer("Query", { TableName: "things", ...red }) as Page)).toEqual(["s4", "s3"]);
  });

  test("by themselves are refused by their condition, and show what they are asked for", () => {
    const tables = things();
    const update = { TableName: "things", Key: key("s1"), UpdateExpression: "SET secret = secret + :n" };
    const by = { ExpressionAttributeValues: { ":n": { N: "5" } } };
    const shown = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
    const alone = { TableName: "things", Item: key("s1"), ...isNew };
    expect(failure(() => tables.answer("PutItem", alone))).not.toHaveProperty("Item");
    expect(failure(() => tables.answer("PutItem", { ...alone, ...shown }))).toMatchObject({
      __type: `${prefix}ConditionalCheckFailedException`,
      Item: { label: { S: "label 1" } },
    });
    expect(tables.answer("UpdateItem", { ...update, ...by })).toEqual({});
    expect(tables.answer("UpdateItem", { ...update, ...by, ReturnValues: "UPDATED_NEW" })).toEqual({
      Attributes: { secret: { N: "11" } },
    });
    expect(tables.answer("DeleteItem", { TableName: "things", Key: key("s1"), ReturnValues: "ALL_OLD" })).toMatchObject(
      {
        Attributes: { secret: { N: "11" } },
      },
    );
  });

  const large = { prose: { S: "x".repeat(400 * 1024) } };
  const many = (count: number): object[] => Array.from({ length: count }, (_, at) => put(`n${at}`));
  const batch = (count: number) => ({
    RequestItems: { things: Array.from({ length: count }, (_, at) => ({ PutRequest: { Item: key(`n${at}`) } })) },
  });
  const half = { prose: { S: "x".repeat(200 * 1024) } };
  test.each<readonly [string, string, object]>([
    ["an item of more than 400 kB", "PutItem", { TableName: "things", Item: { ...key("s"), ...large } }],
    ["an item without a key", "PutItem", { TableName: "things", Item: { pk: { S: "p" } } }],
    ["an empty key", "PutItem", { TableName: "things", Item: { pk: { S: "" }, sk: { S: "s" } } }],
    ["an empty key of an index", "PutItem", { TableName: "things", Item: { ...key("s"), colour: { S: "" } } }],
    ["an empty set", "PutItem", { TableName: "things", Item: { ...key("s"), tags: { SS: [] } } }],
    [
      "a set with something twice",
      "PutItem",
      { TableName: "things", Item: { ...key("s"), tags: { NS: ["1", "1.0"] } } },
    ],
    ["a number that is none", "PutItem", { TableName: "things", Item: { ...key("s"), n: { N: "many" } } }],
    ["a table that is not there", "PutItem", { TableName: "thongs", Item: key("s") }],
    ["an update of a key", "UpdateItem", { TableName: "things", Key: key("s1"), UpdateExpression: "REMOVE sk" }],
    ["more than a hundred writes at once", "TransactWriteItems", { TransactItems: many(101) }],
    ["an item twice in a transaction", "TransactWriteItems", { TransactItems: [put("s1"), put("s1")] }],
    [
      "a transaction of more than 4 MB",
      "TransactWriteItems",
      { TransactItems: Array.from({ length: 21 }, (_, at) => put(`h${at}`, { Item: { ...key(`h${at}`), ...half } })) },
    ],
    ["more than 25 writes in a batch", "BatchWriteItem", batch(26)],
    [
      "more than a hundred reads in a batch",
      "BatchGetItem",
      { RequestItems: { things: { Keys: Array.from({ length: 101 }, (_, at) => key(`n${at}`)) } } },
    ],
    ["a key twice in a batch", "BatchGetItem", { RequestItems: { things: { Keys: [key("s1"), key("s1")] } } }],
  ])("and reads keep the limits: %s is refused", (_, operation, request) =>
    expect(failure(() => things().answer(operation, request))).toMatchObject({
      __type: `${prefix}ValidationException`,
    }),
  );

  test("of a batch are all done", () => {
    const tables = memoryTables([spec]);
    expect(tables.answer("BatchWriteItem", batch(25))).toEqual({ UnprocessedItems: {} });
    const erased = { DeleteRequest: { Key: key("n3") } };
    tables.answer("BatchWriteItem", { RequestItems: { things: [erased] } });
    const Keys = [key("n2"), key("n3"), key("n4")];
    expect(tables.answer("BatchGetItem", { RequestItems: { things: { Keys } } })).toEqual({
      Responses: { things: [key("n2"), key("n4")] },
      UnprocessedKeys: {},
    });
  });

  test("that are not known here fail", () => {
    expect(() => things().answer("Scan", { TableName: "things" })).toThrow("tables in memory know no Scan");
    const returning = { TableName: "things", Item: key("s1"), ReturnValues: "ALL_NEW" };
    expect(() => things().answer("PutItem", returning)).toThrow("tables in memory return no ALL_NEW of a Put");
  });
});
