import { instantOf, plusSeconds } from "#kernel/time";
import { reporting, time } from "#market";
import { dynamo } from "#platform/dynamo";
import { busPublisher } from "#platform/publish";
import { scheduleFunction } from "#platform/schedule-function";
import { announceBatch } from "#reporting/announce-batch";
import { calendarOf, rhythmOf } from "#reporting/calendar";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { dynamoWriterStore } from "#reporting/dynamo-writer-store";
import { keepEpochAndWait } from "#reporting/keep-epoch";
import { writeBatches as write } from "#reporting/write-batches";
import { writeBatches } from "./manifest.ts";

/** Windows are begun for so long; what is begun has a minute more until the function's time is up. */
const secondsPerRun = 240;

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
  return async (now) => {
    await keepEpochAndWait(dynamoEpochStore(handle), environment.CENTRAL_LINK, now);
    return write(writer, plusSeconds(now, secondsPerRun));
  };
});
