import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type PutItemCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { attemptsUnderContention, ContentionError, pause } from "./contention.ts";
import type { Dynamo, Item } from "./dynamo.ts";

/** One conditional write of a transaction. At most 100, each on another item, 4 MB together. */
export type Write = TransactWriteItem;

/** Which writes' conditions failed, and what stood there instead when the write asked for it. */
export type Refusal = { readonly index: number; readonly item: Item | undefined };
export type TransactionOutcome =
  | { readonly outcome: "written" }
  | { readonly outcome: "refused"; readonly refusals: readonly Refusal[] };

const contention = new Set(["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"]);

/**
 * Writes all or nothing; a single write goes plainly, at half the price of a transaction. What was cancelled is tried
 * again, with jitter, only when every reason is contention: then nothing is known to be wrong with it.
 * @throws ContentionError when others kept winning
 */
export async function transact(dynamo: Dynamo, writes: readonly Write[]): Promise<TransactionOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      await send(dynamo, writes);
      return { outcome: "written" };
    } catch (error) {
      if (isConflict(error)) {
        if (attempt >= attemptsUnderContention) throw new ContentionError("the same items are written too often");
        await pause(attempt);
        continue;
      }
      if (error instanceof ConditionalCheckFailedException)
        return { outcome: "refused", refusals: [{ index: 0, item: error.Item }] };
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refusals = refusalsOf(error);
      if (refusals.length > 0) return { outcome: "refused", refusals };
      const reasons = (error.CancellationReasons ?? [])
        .map(({ Code }) => Code ?? "None")
        .filter((code) => code !== "None");
      if (!reasons.every((code) => contention.has(code)) || reasons.length === 0) throw error;
      if (attempt >= attemptsUnderContention) throw new ContentionError("the same items are written too often");
      await pause(attempt);
    }
  }
}

async function send(dynamo: Dynamo, writes: readonly Write[]): Promise<void> {
  const [only, ...others] = writes;
  if (only?.Put && others.length === 0) await dynamo.send(new PutItemCommand(only.Put as PutItemCommandInput));
  else if (only?.Update && others.length === 0)
    await dynamo.send(new UpdateItemCommand(only.Update as UpdateItemCommandInput));
  else await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [...writes] }));
}

const isConflict = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "TransactionConflictException" || error.name === "TransactionInProgressException");

const refusalsOf = (error: TransactionCanceledException): Refusal[] =>
  (error.CancellationReasons ?? []).flatMap(({ Code, Item }, index) =>
    Code === "ConditionalCheckFailed" ? [{ index, item: Item }] : [],
  );
