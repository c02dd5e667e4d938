import type { Market } from "#markets/schema";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { dynamo as client } from "#platform/dynamo";
import { dynamoReservations } from "./dynamo-reservations.ts";
import type { ResumePorts } from "./resume-order.ts";

type Tables = { readonly ORDERING_TABLE: string; readonly INVENTORY_TABLE: string };

/** What takes large orders further: the orders, their plans and the stock. */
export function dynamoReservationPorts({ nodes }: Pick<Market, "nodes">, tables: Tables): ResumePorts {
  const dynamo = client();
  const nodeIds = nodes.map(({ id }) => id);
  return {
    store: dynamoReservations({
      dynamo,
      nodeIds,
      orderingTable: tables.ORDERING_TABLE,
      inventoryTable: tables.INVENTORY_TABLE,
    }),
    orders: dynamoOrderStore({ dynamo, table: tables.ORDERING_TABLE }),
  };
}
