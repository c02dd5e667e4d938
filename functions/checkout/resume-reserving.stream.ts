import { dynamoReservationPorts } from "#checkout/dynamo-reservation-ports";
import { resumeOrder } from "#checkout/resume-order";
import { nodes } from "#market";
import type { OrderId } from "#ordering/contracts/ids";
import { streamFunction } from "#platform/stream-function";
import { resumeReservingStream } from "./manifest.ts";

export const handler = streamFunction(resumeReservingStream, (tables) => {
  const ports = dynamoReservationPorts({ nodes }, tables);
  return async ({ orderId, nextChunk }: { orderId: OrderId; nextChunk: number }, now) => {
    await resumeOrder(ports, orderId, now, nextChunk);
  };
});
