import type { EventId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { toValues } from "#platform/dynamo";
import { outboxWrite } from "#platform/outbox";
import type { Write } from "#platform/transaction";
import { contractEvents } from "./contract-events.ts";
import { evolve } from "./evolve.ts";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { headItem } from "./order-items.ts";

export type Recording = {
  readonly at: Instant;
  readonly nextId: () => EventId;
  /** The causes that the order has heard of, the newest included. */
  readonly seen: ReadonlySet<string>;
};

/**
 * The order after some facts, and the writes that make it so: the head, which comes first and is refused when the order
 * is no longer what was decided on, and what the market hears of it.
 */
export function changedOrder(table: string, before: Order, events: readonly OrderEvent[], recording: Recording) {
  const next: Order = { ...events.reduce(evolve, before), version: before.version + 1 };
  const told = contractEvents(next, events, recording);
  const writes: Write[] = [
    {
      Put: {
        TableName: table,
        Item: headItem(next, recording.seen),
        ConditionExpression: "version = :version AND #status = :status",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: toValues({ ":version": before.version, ":status": before.status }),
      },
    },
    ...told.map((event) => outboxWrite(table, event)),
  ];
  return { next, writes };
}
