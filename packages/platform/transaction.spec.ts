import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { attemptsUnderContention, ContentionError } from "./contention.ts";
import { transact, transactLabelled } from "./transaction.ts";

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({
      Code,
      ...(Code === "ConditionalCheckFailed" ? { Item: { pk: { S: "x" } } } : {}),
    })),
  });

/** Fails with these, one a call, then succeeds. */
function table(...failures: Error[]) {
  const sent: unknown[] = [];
  const send = async (command: unknown) => {
    const failure = failures[sent.length];
    sent.push(command);
    if (failure) throw failure;
    return {};
  };
  return { dynamo: { send } as never, sent, calls: () => sent.length };
}

describe("a transaction", () => {
  test("that lost against others only is tried again", async () => {
    const { dynamo, calls } = table(
      cancelled("None", "TransactionConflict"),
      cancelled("TransactionConflict", "ThrottlingError"),
    );
    expect(await transact(dynamo, [])).toEqual({ outcome: "written" });
    expect(calls()).toBe(3);
  });

  test("whose condition failed is refused at once, with what stood there", async () => {
    const { dynamo, calls } = table(cancelled("None", "ConditionalCheckFailed", "TransactionConflict"));
    expect(await transact(dynamo, [{}, {}, {}])).toEqual({
      outcome: "refused",
      refusals: [{ index: 1, item: { pk: { S: "x" } } }],
    });
    expect(calls()).toBe(1);
  });

  test("is refused by the words its writes have", async () => {
    const { dynamo } = table(cancelled("None", "None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed"));
    expect(await transactLabelled(dynamo, { head: [{}], holds: [{}, {}], record: [{}], pages: [{}] })).toEqual({
      outcome: "refused",
      refusals: { holds: [{ index: 1, item: { pk: { S: "x" } } }], pages: [{ index: 0, item: { pk: { S: "x" } } }] },
    });
  });

  test("that fails for any other reason is not tried again", async () => {
    const { dynamo, calls } = table(cancelled("TransactionConflict", "ValidationError"));
    await expect(transact(dynamo, [])).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(calls()).toBe(1);
  });

  test("gives up when others keep winning", async () => {
    const { dynamo } = table(
      ...Array.from({ length: attemptsUnderContention }, () => cancelled("TransactionConflict")),
    );
    await expect(transact(dynamo, [])).rejects.toBeInstanceOf(ContentionError);
  });
});

describe("a single write", () => {
  const put = { Put: { TableName: "t", Item: { pk: { S: "x" } }, ConditionExpression: "attribute_not_exists(pk)" } };
  const update = { Update: { TableName: "t", Key: { pk: { S: "x" } }, UpdateExpression: "REMOVE a" } };
  const said = { message: "no", $metadata: {} };

  test("goes without a transaction, which would cost twice as much", async () => {
    const { dynamo, sent } = table();
    expect(await transact(dynamo, [put])).toEqual({ outcome: "written" });
    expect(await transact(dynamo, [update])).toEqual({ outcome: "written" });
    expect(sent).toMatchObject([
      { constructor: PutItemCommand, input: put.Put },
      { constructor: UpdateItemCommand, input: update.Update },
    ]);
  });

  test("whose condition failed is refused at once, with what stood there", async () => {
    const stands = { pk: { S: "x" }, version: { N: "2" } };
    const { dynamo, calls } = table(new ConditionalCheckFailedException({ ...said, Item: stands }));
    expect(await transact(dynamo, [put])).toEqual({ outcome: "refused", refusals: [{ index: 0, item: stands }] });
    expect(calls()).toBe(1);
  });

  test("that met a transaction on the same item is tried again", async () => {
    const { dynamo, calls } = table(new TransactionConflictException(said));
    expect(await transact(dynamo, [update])).toEqual({ outcome: "written" });
    expect(calls()).toBe(2);
  });
});
