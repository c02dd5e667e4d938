import { dynamoReservationPorts } from "#checkout/dynamo-reservation-ports";

import { resumeWaitingOrders } from "#checkout/resume-waiting-orders";
import { nodes } from "#market";

import { scheduleFunction } from "#platform/schedule-function";
import { resumeReservingSchedule } from "./manifest.ts";

export const handler = scheduleFunction(resumeReservingSchedule, (tables) => {
  const ports = dynamoReservationPorts({ nodes }, tables);
  return (now) => resumeWaitingOrders(ports, now);
});
