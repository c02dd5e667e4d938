import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { orderEntity } from "#ordering/order-entity";
import { confirm, decline } from "#ordering/payment-decisions";
import { authorisedV2 } from "#payments/contracts/authorised.v2";
import { declinedV1 } from "#payments/contracts/declined.v1";
import { applyOrThrow } from "#platform/apply-or-throw";
import { decideAndSave } from "#platform/decide-and-save";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { confirmOnPayment } from "./manifest.ts";

export const handler = eventFunction(confirmOnPayment, ({ ORDERING_TABLE }) => {
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  return {
    [authorisedV2.type]: ({ id, data }, now) =>
      applyOrThrow(
        decideAndSave(orderEntity, orders.at(data.orderId), {
          decide: (order, lines) => confirm(order, lines, now),
          at: now,
          cause: id,
        }),
      ),
    [declinedV1.type]: ({ id, data }, now) =>
      applyOrThrow(decideAndSave(orderEntity, orders.at(data.orderId), { decide: decline, at: now, cause: id })),
  };
});
