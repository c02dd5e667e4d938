import { dynamoReservationPorts } from "#checkout/dynamo-reservation-ports";
import { resumeWaiting } from "#checkout/resume-order";
import { nodes } from "#market";
import { scheduleFunction } from "#platform/schedule-function";
import { resumeReservingSchedule } from "./manifest.ts";

export const handler = scheduleFunction(resumeReservingSchedule, (tables) => {
  const ports = dynamoReservationPorts({ nodes }, tables);
  return (now) => resumeWaiting(ports, now);
});
