import { instantOf } from "#kernel/time";
import { reporting, time } from "#market";
import { dynamo } from "#platform/dynamo";
import { busPublisher } from "#platform/publish";
import { scheduleFunction } from "#platform/schedule-function";
import { calendarOf, rhythmOf } from "#reporting/calendar";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { dynamoWriterStore } from "#reporting/dynamo-writer-store";
import { announceBatch } from "#reporting/export-batch";
import { runWriter } from "#reporting/write-batches";
import { writeBatches } from "./manifest.ts";

export const handler = scheduleFunction(writeBatches, (environment) => {
  const handle = { dynamo: dynamo(), table: environment.REPORTING_TABLE };
  const rhythm = rhythmOf(environment);
  const clock = () => instantOf(Date.now());
  const writer = {
    store: dynamoWriterStore(handle),
    rule: reporting,
    calendar: calendarOf({ time }, rhythm),
    rhythm,
    clock,
    announce: announceBatch(busPublisher(environment.BUS_NAME), clock),
  };
  return (now) => runWriter(writer, { epochs: dynamoEpochStore(handle), link: environment.CENTRAL_LINK, now });
});
