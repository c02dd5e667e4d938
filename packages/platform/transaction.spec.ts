import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { attemptsUnderContention, ContentionError } from "./contention.ts";
import { transact } from "./transaction.ts";

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
  let calls = 0;
  const send = async () => {
    const failure = failures[calls++];
    if (failure) throw failure;
    return {};
  };
  return { dynamo: { send } as never, calls: () => calls };
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
    expect(await transact(dynamo, [])).toEqual({
      outcome: "refused",
      refusals: [{ index: 1, item: { pk: { S: "x" } } }],
    });
    expect(calls()).toBe(1);
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
