import { instantOf } from "#kernel/time";
import { time } from "#market";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { confirmedV2 } from "#ordering/contracts/confirmed.v2";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { secretOf } from "#platform/secret";
import { calendarOf, rhythmOf } from "#reporting/calendar";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { dynamoObservationStore } from "#reporting/dynamo-observation-store";
import { epochReader } from "#reporting/epoch-reader";
import { recordObservations as recording, storeObservations } from "#reporting/record-observations";
import { recordObservations } from "./manifest.ts";

export const handler = eventFunction(recordObservations, (environment) => {
  const handle = { dynamo: dynamo(), table: environment.REPORTING_TABLE };
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: environment.ORDERING_TABLE });
  const rhythm = rhythmOf(environment);
  const clock = () => instantOf(Date.now());
  const { confirmed, cancelled } = recording({
    readOrder: orders.findWithPersonalData,
    epochs: epochReader(dynamoEpochStore(handle), environment.CENTRAL_LINK, clock),
    store: storeObservations(dynamoObservationStore(handle), rhythm.graceSeconds, clock),
    calendar: calendarOf({ time }, rhythm),
    key: secretOf(environment.PSEUDONYM_SECRET_ARN),
  });
  return {
    [confirmedV2.type]: ({ data }, now) => confirmed(data, now),
    [cancelledV3.type]: ({ id, time, data }, now) => cancelled({ ...data, eventId: id, at: time }, now),
  };
});
