import type { EventId } from "#kernel/event";
import type { Instant } from "#kernel/time";
import { toItem, toValues } from "#platform/dynamo";
import type { Write } from "#platform/transaction";
import { contractEvents } from "./contract-events.ts";
import type { OrderId } from "./contracts/ids.ts";
import { evolve } from "./evolve.ts";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { buyerKey, headItem } from "./order-items.ts";

export type Recording = {
  readonly at: Instant;
  readonly nextId: () => EventId;
  /** The causes that the order has heard of, the newest included. */
  readonly seen: ReadonlySet<string>;
};

/**
 * The order after some facts, and the write that makes it so: the head, with what the market hears of it. It is refused
 * when the order is no longer what was decided on. What people wrote goes to the order's personal data.
 */
export function changedOrder(table: string, before: Order, events: readonly OrderEvent[], recording: Recording) {
  const next: Order = { ...events.reduce(evolve, before), version: before.version + 1 };
  const told = contractEvents(next, events, recording);
  const writes: Write[] = [
    {
      Put: {
        TableName: table,
        Item: headItem(next, recording.seen, told),
        ConditionExpression: "version = :version AND #status = :status",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: toValues({ ":version": before.version, ":status": before.status }),
      },
    },
    ...events.flatMap((event) =>
      event.type === "lines-cancelled" && event.whole && event.cancelReason !== undefined
        ? [keepReason(table, before.id, event.cancelReason)]
        : [],
    ),
  ];
  return { next, writes };
}

const keepReason = (table: string, id: OrderId, reason: string): Write => ({
  Update: {
    TableName: table,
    Key: toItem(buyerKey(id)),
    UpdateExpression: "SET kind = :kind, cancelReason = :reason",
    ExpressionAttributeValues: toValues({ ":kind": "order-buyer", ":reason": reason }),
  },
});
