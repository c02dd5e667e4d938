import { instantOf } from "#kernel/time";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { confirmedV2 } from "#ordering/contracts/confirmed.v2";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { dynamoControlTotalsStore } from "#reporting/dynamo-control-totals-store";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { enterControlTotals as entering } from "#reporting/enter-control-totals";
import { epochReader } from "#reporting/epoch-reader";
import { enterControlTotals } from "./manifest.ts";

export const handler = eventFunction(enterControlTotals, ({ REPORTING_TABLE, ORDERING_TABLE, CENTRAL_LINK }) => {
  const handle = { dynamo: dynamo(), table: REPORTING_TABLE };
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  const { confirmed, cancelled } = entering({
    readOrder: orders.find,
    epochs: epochReader(dynamoEpochStore(handle), CENTRAL_LINK, () => instantOf(Date.now())),
    totals: dynamoControlTotalsStore(handle),
  });
  return {
    [confirmedV2.type]: ({ data }) => confirmed(data),
    [cancelledV3.type]: ({ id, time, data }) => cancelled({ ...data, eventId: id, at: time }),
  };
});
