import type { ReservationItem } from "#inventory/availability";

/** Stock keys of one transaction: two writes each, and room for the order itself among the hundred. */
export const keysPerChunk = 40;

/** How many chunks so many reservations are made in; an order without any has one. */
export const chunksOf = (reservations: number): number => Math.max(1, Math.ceil(reservations / keysPerChunk));

/** The reservations of one chunk, the first being number 0. */
export const chunkOf = (reservations: readonly ReservationItem[], chunk: number): readonly ReservationItem[] =>
  reservations.slice(chunk * keysPerChunk, (chunk + 1) * keysPerChunk);
