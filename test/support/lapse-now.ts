import { type Instant, instantOf, plusSeconds } from "#kernel/time";
import { findDueOrders } from "#ordering/dynamo-due-orders";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { lapseDueOrders } from "#ordering/lapse-due-orders";
import { orderingTable } from "#ordering/table";
import { tableNameOf } from "#platform/table";
import { dynamoOf } from "./local-aws.ts";

/** Lets these orders lapse, as the sweep will when their time is over: it runs now, by a clock that is far ahead. Other
 *  orders that wait for their money are left alone.
 *  @returns how many lapsed, and when by that clock */
export async function lapseNow(place: string, orderIds: readonly string[]) {
  const handle = { dynamo: dynamoOf(place), table: tableNameOf(place, orderingTable) };
  const mine = new Set<string>(orderIds);
  const findMine = async (at: Instant) => (await findDueOrders(handle, at)).filter(({ id }) => mine.has(id));
  const due = await findMine(instantOf(Date.now() + 30 * 86_400_000));
  const at = plusSeconds(
    due
      .map(({ dueAt }) => dueAt)
      .sort()
      .at(-1) ?? instantOf(Date.now()),
    1,
  );
  const { lapsed } = await lapseDueOrders({ findDue: findMine, orders: dynamoOrderStore(handle) }, at);
  return { lapsed, at };
}
