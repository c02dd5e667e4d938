import { listingIn, listingRead } from "#catalog/listing-reads";
import { dynamoCheckoutStore } from "#checkout/dynamo-checkout-store";
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
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { onePayment } from "#ordering/payments-port";
import { findPayments } from "#payments/dynamo-payment-summaries";
import { dynamo as client } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { placeOrderEnvironment, routes } from "./manifest.ts";

const market = { address, channels, code, countries, currency, delivery, nodes, orderLimits, payments, tax, time };

export const handler = httpFunction(routes, placeOrderEnvironment, (tables) => {
  const dynamo = client();
  const nodeIds = nodes.map(({ id }) => id);
  const store = dynamoCheckoutStore(
    { dynamo, nodeIds, orderingTable: tables.ORDERING_TABLE, inventoryTable: tables.INVENTORY_TABLE },
    {
      read: (key) => listingRead(tables.CATALOG_TABLE, key),
      find: (key, found) => listingIn(tables.CATALOG_TABLE, key, found),
    },
  );
  const orders = dynamoOrderStore({ dynamo, table: tables.ORDERING_TABLE });
  const readPayment = onePayment((ids) => findPayments({ dynamo, table: tables.PAYMENTS_TABLE }, ids));
  const ports = { market, store, orders, readPayment };
  return { place: (request) => placeOrder(ports, request) };
});
