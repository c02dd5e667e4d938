import { holdWrites, reservationRefusals } from "#inventory/hold-writes";
import { distinctKeys } from "#kernel/codes";
import { changeWrites, firstWrites, pageWrites, sellerOrderWrites } from "#ordering/order-writes";
import type { Dynamo } from "#platform/dynamo";
import { replayOf } from "#platform/idempotency";
import { transactLabelled, type Write } from "#platform/transaction";
import type { CheckoutStore, Placement, PlacementOutcome } from "./checkout-store.ts";
import { type CheckoutTables, duplicateOf } from "./dynamo-context.ts";
import { chunkOf } from "./plan.ts";
import { planWrite } from "./plan-items.ts";

/** Writes new orders, with their stock, into the tables of ordering and inventory. */
export const dynamoPlacement = (tables: CheckoutTables): Pick<CheckoutStore, "place"> => ({
  place: (placement) => place(tables, placement),
});

/** One transaction: each label says what is written, and what it means when DynamoDB refuses it. */
async function place(tables: CheckoutTables, placement: Placement): Promise<PlacementOutcome> {
  const { dynamo, orderingTable, inventoryTable } = tables;
  const { change, personalData, reservations, request, answer } = placement;
  const { state: order, beside: lines } = change.after;
  const taken = chunkOf(reservations, 0);
  const essential = {
    // head: the order, with the event that tells of it as its outbox, which the relay reads from the table's stream; record: the reply, under the command's key
    ...changeWrites(orderingTable, { ...change, reply: { request, answer } }),
    // external: the caller's own id for the order; personalData
    ...firstWrites(orderingTable, order, personalData),
    // buckets: the units, refused where fewer are left; holds: for whom they are kept
    ...holdWrites(inventoryTable, order.id, taken, { chunk: 0, at: change.at }),
  };
  const unreferenced: Write[] = [
    ...pageWrites(orderingTable, order.id, lines),
    ...(order.status === "reserving" ? [planWrite(orderingTable, order.id, reservations, change.at)] : []),
    ...sellerOrderWrites(orderingTable, order.id, lines),
  ];
  const { together, ahead } = await writeAhead(dynamo, unreferenced, Object.values(essential).flat().length);
  const written = await transactLabelled(dynamo, { ...essential, together });
  if (written.outcome === "written") return { outcome: "placed" };

  const { head, record, external, ...stock } = written.refusals;
  // this very order: a try that seemed lost was written after all, with what lies ahead of it
  if (head?.[0]?.item) return { outcome: "placed" };
  await withdraw(dynamo, ahead);
  if (record?.[0]?.item) return { outcome: "repeated", reply: replayOf(record[0].item, request) };
  if (external?.[0]?.item) return duplicateOf(external[0].item);
  const { short } = reservationRefusals(taken, stock);
  if (short.length === 0) throw new Error("a new order was refused for no known reason");
  return { outcome: "refused", keys: distinctKeys(short.map(({ reservation }) => reservation)) };
}

/** What DynamoDB takes in one transaction. */
const writesPerTransaction = 100;

/** Which puts go `together` with the order's transaction, and which were written `ahead` of it. */
type Ahead = { readonly together: readonly Write[]; readonly ahead: readonly Write[] };

/**
 * Makes room: puts that nobody finds without the order's head go into its transaction as far as they fit, and are
 * written before it where they do not. So an order that exists is always whole; one that does not come leaves, at
 * worst, items that nothing points at.
 * @param taken writes of the transaction that must be in it
 */
async function writeAhead(dynamo: Dynamo, puts: readonly Write[], taken: number): Promise<Ahead> {
  const room = Math.max(0, writesPerTransaction - taken);
  const ahead = puts.slice(room);
  for (let from = 0; from < ahead.length; from += writesPerTransaction)
    await transactLabelled(dynamo, { ahead: ahead.slice(from, from + writesPerTransaction) });
  return { together: puts.slice(0, room), ahead };
}

/** Takes back what was written ahead of an order that did not come. */
async function withdraw(dynamo: Dynamo, ahead: readonly Write[]): Promise<void> {
  const removals = ahead.flatMap(({ Put }): Write[] =>
    Put?.Item?.pk && Put.Item.sk
      ? [{ Delete: { TableName: Put.TableName, Key: { pk: Put.Item.pk, sk: Put.Item.sk } } }]
      : [],
  );
  for (let from = 0; from < removals.length; from += writesPerTransaction)
    await transactLabelled(dynamo, { removals: removals.slice(from, from + writesPerTransaction) });
}
