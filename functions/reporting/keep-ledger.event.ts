import { instantOf } from "#kernel/time";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { dynamoLedgerStore } from "#reporting/dynamo-ledger-store";
import { epochReader } from "#reporting/keep-epoch";
import { ledgerKeeper } from "#reporting/record-order";
import { keepLedger } from "./manifest.ts";

export const handler = eventFunction(keepLedger, ({ REPORTING_TABLE, ORDERING_TABLE, CENTRAL_LINK }) => {
  const handle = { dynamo: dynamo(), table: REPORTING_TABLE };
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  const keeper = ledgerKeeper({
    readOrder: orders.find,
    epochs: epochReader(dynamoEpochStore(handle), CENTRAL_LINK, () => instantOf(Date.now())),
    ledger: dynamoLedgerStore(handle),
  });
  return {
    "archipelago.ordering.confirmed.v1": ({ data }) => keeper.sold(data),
    "archipelago.ordering.cancelled.v1": async ({ id, time, data }) => {
      if (data.confirmed) await keeper.cancelled({ ...data, eventId: id, at: time });
    },
  };
});
