import { listingReads } from "#catalog/listing-reads";
import { dynamoContext } from "#checkout/dynamo-context";
import { dynamoPlacement } from "#checkout/dynamo-placement";
import { placeOrder } from "#checkout/place-order";
import {
  address,
  channels,
  code,
  countries,
  currency,
  delivery,
  nodes,
  orderLimits,
  payments,
  tax,
  time,
} from "#market";
import type { OrderId } from "#ordering/contracts/ids";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { findPayment } from "#payments/dynamo-payment-summaries";
import { dynamo as client } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { placeOrderEnvironment, routes } from "./manifest.ts";

const market = { address, channels, code, countries, currency, delivery, nodes, orderLimits, payments, tax, time };

/** `httpFunction` has checked the form of the body and the Idempotency-Key before it is asked; the gateway the scope. */
export const handler = httpFunction(routes, placeOrderEnvironment, (tables) => {
  const dynamo = client();
  const nodeIds = nodes.map(({ id }) => id);
  const held = { dynamo, nodeIds, orderingTable: tables.ORDERING_TABLE, inventoryTable: tables.INVENTORY_TABLE };
  const ports = {
    market,
    store: { ...dynamoContext(held, listingReads(tables.CATALOG_TABLE)), ...dynamoPlacement(held) },
    orders: dynamoOrderStore({ dynamo, table: tables.ORDERING_TABLE }),
    readPayment: (id: OrderId) => findPayment({ dynamo, table: tables.PAYMENTS_TABLE }, id),
  };
  return { place: (request) => placeOrder(ports, request) };
});
