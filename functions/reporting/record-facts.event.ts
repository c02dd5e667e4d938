import { instantOf } from "#kernel/time";
import { market } from "#market";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { secretOf } from "#platform/secret";
import { calendarOf, rhythmOf } from "#reporting/calendar";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { dynamoFactStore } from "#reporting/dynamo-fact-store";
import { epochReader } from "#reporting/keep-epoch";
import { factRecorder } from "#reporting/record-facts";
import { orderRecorder } from "#reporting/record-order";
import { recordFacts } from "./manifest.ts";

export const handler = eventFunction(recordFacts, (environment) => {
  const handle = { dynamo: dynamo(), table: environment.REPORTING_TABLE };
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: environment.ORDERING_TABLE });
  const rhythm = rhythmOf(environment);
  const clock = () => instantOf(Date.now());
  const recorder = orderRecorder({
    readOrder: orders.findWithBuyer,
    epochs: epochReader(dynamoEpochStore(handle), environment.CENTRAL_LINK, clock),
    record: factRecorder(dynamoFactStore(handle), rhythm.graceSeconds, clock),
    calendar: calendarOf(market, rhythm),
    key: secretOf(environment.PSEUDONYM_SECRET_ARN),
  });
  return {
    "archipelago.ordering.confirmed.v1": ({ data }, now) => recorder.sold(data, now),
    "archipelago.ordering.cancelled.v1": async ({ id, time, data }, now) => {
      if (data.confirmed) await recorder.cancelled({ ...data, eventId: id, at: time }, now);
    },
  };
});
