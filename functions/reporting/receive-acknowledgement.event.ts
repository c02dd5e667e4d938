import { batchesReceivedV1 } from "#headquarters/contracts/batches-received.v1";
import { instantOf } from "#kernel/time";
import { code } from "#market";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { busPublisher } from "#platform/publish";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { announceBatch } from "#reporting/export-batch";
import { receiveAcknowledgement as receive } from "#reporting/receive-acknowledgement";
import { receiveAcknowledgement } from "./manifest.ts";

export const handler = eventFunction(receiveAcknowledgement, ({ REPORTING_TABLE, BUS_NAME }) => {
  const epochs = dynamoEpochStore({ dynamo: dynamo(), table: REPORTING_TABLE });
  const announce = announceBatch(busPublisher(BUS_NAME), () => instantOf(Date.now()));
  return {
    [batchesReceivedV1.type]: ({ data }) => receive(epochs, data, { self: code, announce }),
  };
});
