import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { mayBecome, sourcesOf } from "#kernel/transitions";
import { readMany, readName, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { idempotencyRecordKey, idempotencyWrite, replayOf } from "#platform/idempotency";
import { transact, type Write } from "#platform/transaction";
import { listShipmentItems } from "./dynamo-shipment-list.ts";
import { transitions } from "./shipment.ts";
import { itemOf, shipmentKey, storedIn } from "./shipment-items.ts";
import type { Change, ShipmentStore } from "./shipment-store.ts";

/** Shipments in the market's `fulfillment` table. */
export function dynamoShipmentStore(handle: TableHandle): ShipmentStore {
  const { dynamo, table } = handle;
  return {
    async find(id) {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: toItem(shipmentKey(id)), ConsistentRead: true }),
      );
      return Item && storedIn(Item);
    },

    async findWithReply(id, request) {
      const shipment = { table, key: shipmentKey(id) };
      const reply = { table, key: idempotencyRecordKey(request) };
      const found = await readMany(handle, [shipment, reply], "strong");
      const [item, record] = [found.get(readName(shipment)), found.get(readName(reply))];
      return { stored: item && storedIn(item), reply: record && replayOf(record, request) };
    },

    async create(shipments) {
      const writes = shipments.map((shipment) => ({
        Put: {
          TableName: table,
          Item: itemOf({ shipment, version: 1, seen: new Set() }, []),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      }));
      const written = await transact(dynamo, writes);
      if (written.outcome === "written") return [];
      return written.refusals.flatMap(({ index }) => shipments[index]?.id ?? []);
    },

    async save(change) {
      const { reply } = change;
      const written = await transact(dynamo, [
        nextWrite(table, change),
        ...(reply ? [idempotencyWrite(table, reply.request, reply.answer, reply.now)] : []),
      ]);
      return written.outcome === "written" ? "saved" : "changed-meanwhile";
    },

    async reply({ request, answer, now }) {
      const written = await transact(dynamo, [idempotencyWrite(table, request, answer, now)]);
      const standing = written.outcome === "refused" ? written.refusals[0]?.item : undefined;
      return standing && replayOf(standing, request);
    },

    list: (filter, page) => listShipmentItems(handle, filter, page),
  };
}

/** The next state, if the shipment still is what the decision was made on and may become it. */
function nextWrite(table: string, { from, next, events }: Change): Write {
  const { status } = next.shipment;
  if (!mayBecome(transitions, from.shipment.status, status))
    throw new Error(`a ${from.shipment.status} shipment cannot become ${status}`);
  const sources = sourcesOf(transitions, status);
  return {
    Put: {
      TableName: table,
      Item: itemOf(next, events),
      ConditionExpression: `#version = :version AND #status IN (${sources.map((_, at) => `:s${at}`).join(", ")})`,
      ExpressionAttributeNames: { "#version": "version", "#status": "status" },
      ExpressionAttributeValues: toValues({
        ":version": from.version,
        ...Object.fromEntries(sources.map((source, at) => [`:s${at}`, source])),
      }),
    },
  };
}
