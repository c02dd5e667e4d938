import { dynamo } from "#platform/dynamo";
import { sweepOutbox } from "#platform/outbox-sweep";
import { busPublisher } from "#platform/publish";
import { scheduleFunction } from "#platform/schedule-function";
import { republish } from "./manifest.ts";

export const handler = scheduleFunction(republish, ({ ORDERING_TABLE, BUS_NAME }) => {
  const handle = { dynamo: dynamo(), table: ORDERING_TABLE };
  const publish = busPublisher(BUS_NAME);
  return (now) => sweepOutbox(handle, publish, now);
});
