import { dynamo } from "#platform/dynamo";
import { busPublisher } from "#platform/publish";
import { retryOutboxes } from "#platform/retry-outboxes";
import { scheduleFunction } from "#platform/schedule-function";
import { retry } from "./manifest.ts";

export const handler = scheduleFunction(retry, ({ TABLES, BUS_NAME }) => {
  const tables = TABLES.split(" ").map((table) => ({ dynamo: dynamo(), table }));
  const publish = busPublisher(BUS_NAME);
  return (now, invocation) => retryOutboxes(tables, publish, now, invocation);
});
