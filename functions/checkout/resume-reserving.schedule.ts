import { dynamoReservationPorts } from "#checkout/dynamo-reservation-ports";
import { resumeWaiting } from "#checkout/resume-order";
import { market } from "#market";
import { scheduleFunction } from "#platform/schedule-function";
import { resumeReservingSchedule } from "./manifest.ts";

export const handler = scheduleFunction(resumeReservingSchedule, (tables) => {
  const ports = dynamoReservationPorts(market, tables);
  return (now) => resumeWaiting(ports, now);
});
