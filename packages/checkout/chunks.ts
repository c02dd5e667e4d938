import type { Take } from "#inventory/take";

/** Stock keys of one transaction: two writes each, and room for the order itself among the hundred. */
export const keysPerChunk = 40;

/** How many chunks so many takes are made in; an order without any has one. */
export const chunksOf = (takes: number): number => Math.max(1, Math.ceil(takes / keysPerChunk));

/** The takes of one chunk, the first being number 0. */
export const chunkOf = (takes: readonly Take[], chunk: number): readonly Take[] =>
  takes.slice(chunk * keysPerChunk, (chunk + 1) * keysPerChunk);
