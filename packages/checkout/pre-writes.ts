import type { Dynamo } from "#platform/dynamo";
import { transactLabelled, type Write } from "#platform/transaction";

/** What DynamoDB takes in one transaction. */
const writesPerTransaction = 100;

/** Which puts go `together` with the order's transaction, and which were written `ahead` of it. */
export type Ahead = { readonly together: readonly Write[]; readonly ahead: readonly Write[] };

/**
 * Makes room: puts that nobody finds without the order's head go into its transaction as far as they fit, and are
 * written before it where they do not. So an order that exists is always whole; one that does not come leaves, at
 * worst, items that nothing points at.
 * @param taken writes of the transaction that must be in it
 */
export async function writeAhead(dynamo: Dynamo, puts: readonly Write[], taken: number): Promise<Ahead> {
  const room = Math.max(0, writesPerTransaction - taken);
  const ahead = puts.slice(room);
  for (let from = 0; from < ahead.length; from += writesPerTransaction)
    await transactLabelled(dynamo, { ahead: ahead.slice(from, from + writesPerTransaction) });
  return { together: puts.slice(0, room), ahead };
}

/** Takes back what was written ahead of an order that did not come. */
export async function withdraw(dynamo: Dynamo, ahead: readonly Write[]): Promise<void> {
  const removals = ahead.flatMap(({ Put }): Write[] =>
    Put?.Item?.pk && Put.Item.sk
      ? [{ Delete: { TableName: Put.TableName, Key: { pk: Put.Item.pk, sk: Put.Item.sk } } }]
      : [],
  );
  for (let from = 0; from < removals.length; from += writesPerTransaction)
    await transactLabelled(dynamo, { removals: removals.slice(from, from + writesPerTransaction) });
}
