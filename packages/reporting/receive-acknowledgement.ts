import type { EpochStore } from "./epoch-store.ts";

/** What the centre says it has of an epoch, and what it asks for again. */
export type Acknowledgement = {
  readonly market: string;
  readonly epoch: number;
  readonly through: number;
  readonly missing: readonly number[];
};

/**
 * Takes note of what arrived and has what is missing sent again. Of an epoch that closed nothing is sent any more, but
 * what arrived did arrive.
 * @throws Error when it is about another market: no honest centre sends that here
 */
export async function receiveAcknowledgement(
  store: Pick<EpochStore, "epochs" | "acknowledge">,
  { market, epoch, through, missing }: Acknowledgement,
  {
    self,
    announce,
  }: { readonly self: string; readonly announce: (batch: { epoch: number; sequence: number }) => Promise<void> },
): Promise<void> {
  if (market !== self) throw new Error("the centre speaks of another market");
  await store.acknowledge(epoch, through);
  const open = (await store.epochs()).find(({ number }) => number === epoch);
  if (!open || open.closedAt !== undefined) return;
  for (const sequence of missing.filter((one) => one > through && one <= open.lastSequence))
    await announce({ epoch, sequence });
}
