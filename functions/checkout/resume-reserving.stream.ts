import { dynamoReservationPorts } from "#checkout/dynamo-reservation-ports";
import { resumeOrder } from "#checkout/resume-order";
import { market } from "#market";
import type { OrderIn } from "#ordering/order";
import { streamFunction } from "#platform/stream-function";
import { resumeReservingStream } from "./manifest.ts";

export const handler = streamFunction(resumeReservingStream, (tables) => {
  const ports = dynamoReservationPorts(market, tables);
  return async ({ id, nextChunk }: OrderIn<"reserving">, now) => {
    await resumeOrder(ports, id, now, nextChunk);
  };
});
