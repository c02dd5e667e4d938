import { instantOf } from "#kernel/time";
import { code } from "#market";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { busPublisher } from "#platform/publish";
import { announcer } from "#reporting/announce-batch";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { hearCentre as hear } from "#reporting/hear-centre";
import { hearCentre } from "./manifest.ts";

export const handler = eventFunction(hearCentre, ({ REPORTING_TABLE, BUS_NAME }) => {
  const epochs = dynamoEpochStore({ dynamo: dynamo(), table: REPORTING_TABLE });
  const announce = announcer(busPublisher(BUS_NAME), () => instantOf(Date.now()));
  return {
    "archipelago.headquarters.batches-received.v1": ({ data }) => hear(epochs, data, { self: code, announce }),
  };
});
