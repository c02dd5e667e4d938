import { findDueOrders } from "#ordering/dynamo-due-orders";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { lapseDueOrders } from "#ordering/lapse-due-orders";
import { dynamo } from "#platform/dynamo";
import { scheduleFunction } from "#platform/schedule-function";
import { lapse } from "./manifest.ts";

export const handler = scheduleFunction(lapse, ({ ORDERING_TABLE }) => {
  const handle = { dynamo: dynamo(), table: ORDERING_TABLE };
  const ports = {
    findDue: (at: Parameters<typeof findDueOrders>[1]) => findDueOrders(handle, at),
    orders: dynamoOrderStore(handle),
  };
  return (now) => lapseDueOrders(ports, now);
});
