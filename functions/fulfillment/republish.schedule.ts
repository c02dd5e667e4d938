import { dynamo } from "#platform/dynamo";
import { sweepOutbox } from "#platform/outbox-sweep";
import { busPublisher } from "#platform/publish";
import { scheduleFunction } from "#platform/schedule-function";
import { republish } from "./manifest.ts";

export const handler = scheduleFunction(republish, ({ FULFILLMENT_TABLE, BUS_NAME }) => {
  const publish = busPublisher(BUS_NAME);
  return (now) => sweepOutbox({ dynamo: dynamo(), table: FULFILLMENT_TABLE }, publish, now);
});
