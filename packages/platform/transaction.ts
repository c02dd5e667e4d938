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
import { lost, untilWon } from "./contention.ts";
import type { Dynamo, Item } from "./dynamo.ts";

/** One conditional write of a transaction. At most 100, each on another item, 4 MB together. */
export type Write = TransactWriteItem;

/** Which write's condition failed, by its place among those of its label, and what stood there instead when the write
 *  asked for it. */
export type Refusal = { readonly index: number; readonly item: Item | undefined };

/** Writes by what they are for: a refusal is read by the same word. */
export type LabelledWrites<Label extends string = string> = Readonly<Record<Label, readonly Write[]>>;
export type TransactionOutcome<Label extends string = string> =
  | { readonly outcome: "written" }
  | { readonly outcome: "refused"; readonly refusals: Readonly<Partial<Record<Label, readonly Refusal[]>>> };

const contention = new Set(["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"]);

/**
 * Writes all or nothing; a single write goes plainly, at half the price of a transaction. What was cancelled is tried
 * again, with jitter, only when every reason is contention: then nothing is known to be wrong with it.
 * @throws ContentionError when others kept winning
 */
export async function transactLabelled<const Label extends string>(
  dynamo: Dynamo,
  labelled: LabelledWrites<Label>,
): Promise<TransactionOutcome<Label>> {
  const places = (Object.entries(labelled) as [Label, readonly Write[]][]).flatMap(([label, writes]) =>
    writes.map((write, index) => ({ label, index, write })),
  );
  const refused = await untilWon(
    () =>
      attempt(
        dynamo,
        places.map(({ write }) => write),
      ),
    "the same items are written too often",
  );
  if (refused.length === 0) return { outcome: "written" };
  const refusals: Partial<Record<Label, readonly Refusal[]>> = {};
  for (const { index, item } of refused) {
    const place = places[index];
    if (place) refusals[place.label] = [...(refusals[place.label] ?? []), { index: place.index, item }];
  }
  return { outcome: "refused", refusals };
}

/** The same for writes that need no names. */
export async function transact(
  dynamo: Dynamo,
  writes: readonly Write[],
): Promise<{ readonly outcome: "written" } | { readonly outcome: "refused"; readonly refusals: readonly Refusal[] }> {
  const written = await transactLabelled(dynamo, { all: writes });
  return written.outcome === "written" ? written : { outcome: "refused", refusals: written.refusals.all ?? [] };
}

/** @returns the writes whose conditions failed; none when all is written */
async function attempt(dynamo: Dynamo, writes: readonly Write[]): Promise<readonly Refusal[] | typeof lost> {
  try {
    await send(dynamo, writes);
    return [];
  } catch (error) {
    if (isConflict(error)) return lost;
    if (error instanceof ConditionalCheckFailedException) return [{ index: 0, item: error.Item }];
    if (!(error instanceof TransactionCanceledException)) throw error;
    const refusals = refusalsOf(error);
    if (refusals.length > 0) return refusals;
    const reasons = (error.CancellationReasons ?? []).flatMap(({ Code = "None" }) => (Code === "None" ? [] : [Code]));
    if (reasons.length === 0 || !reasons.every((code) => contention.has(code))) throw error;
    return lost;
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
