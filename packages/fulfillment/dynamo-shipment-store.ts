import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Change, Saved } from "#platform/decide-and-save";
import { readMany, readName, type TableHandle, toItem } from "#platform/dynamo";
import { idempotencyRecordKey, idempotencyWrite, replayOf } from "#platform/idempotency";
import { putWhen, stateCondition } from "#platform/state-condition";
import { transactLabelled } from "#platform/transaction";
import { listShipmentItems } from "./dynamo-shipment-list.ts";
import { type Shipment, type ShipmentEvent, shipmentTransitions } from "./shipment.ts";
import { itemOf, shipmentKey, storedIn } from "./shipment-items.ts";
import type { ShipmentStore } from "./shipment-store.ts";

/** Shipments in the market's `fulfillment` table. */
export function dynamoShipmentStore(handle: TableHandle): ShipmentStore {
  const { dynamo, table } = handle;
  const find: ShipmentStore["find"] = async (id) => {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: table, Key: toItem(shipmentKey(id)), ConsistentRead: true }),
    );
    return Item && storedIn(Item);
  };
  return {
    find,

    async findWithReply(id, request) {
      const shipment = { table, key: shipmentKey(id) };
      const reply = { table, key: idempotencyRecordKey(request) };
      const found = await readMany(handle, [shipment, reply], "strong");
      const [item, record] = [found.get(readName(shipment)), found.get(readName(reply))];
      return { stored: item && storedIn(item), reply: record && replayOf(record, request) };
    },

    async create(shipments, at) {
      const written = await transactLabelled(dynamo, {
        shipments: shipments.map((shipment) => ({
          Put: {
            TableName: table,
            Item: itemOf(shipment, new Set(), [], at),
            ConditionExpression: "attribute_not_exists(pk)",
          },
        })),
      });
      if (written.outcome === "written") return [];
      return (written.refusals.shipments ?? []).flatMap(({ index }) => shipments[index]?.id ?? []);
    },

    at: (id) => ({
      load: () => find(id),
      save: (change) => save(handle, change),
    }),

    list: (filter, page) => listShipmentItems(handle, filter, page),
  };
}

/** The next state, if the shipment still is what the decision was made on and may become it; and the recorded reply. */
async function save(
  { dynamo, table }: TableHandle,
  { before, after, events, integrationEvents, reply, at }: Change<Shipment, ShipmentEvent>,
): Promise<Saved> {
  const next = () =>
    putWhen(
      table,
      itemOf(after.state, after.seen, integrationEvents, at),
      stateCondition(shipmentTransitions, before.state, after.state.status),
    );
  const written = await transactLabelled(dynamo, {
    shipment: events.length > 0 ? [next()] : [],
    reply: reply ? [idempotencyWrite(table, reply.request, reply.answer, at)] : [],
  });
  if (written.outcome === "written") return "saved";
  const [earlier] = written.refusals.reply ?? [];
  return reply && earlier?.item ? { reply: replayOf(earlier.item, reply.request) } : "changed-meanwhile";
}
