import type { Instant } from "#kernel/time";
import { isPast } from "./calendar.ts";
import { addDigest, hasDuplicates, noDigests } from "./digests.ts";
import type { Epoch } from "./epoch.ts";
import type { LeaseSession } from "./lease-session.ts";
import { addTo, type Sums } from "./observation.ts";
import { parts } from "./observation-store.ts";
import { executePlan, planPublisher, resumePlans } from "./plan-publisher.ts";
import type { WriterStore } from "./writer-store.ts";

/** Observations discarded in one step. */
const observationsPerStep = 100_000;

/**
 * What is held when an epoch closes never crosses: its observations forget their buyers and wait no more. Observations
 * of the epoch that are recorded later are discarded by a later run.
 * @param quietSeconds how long nothing must have arrived in a slot before it is forgotten
 * @returns how many were discarded: fewer than there are when the session ended, or others took over, before
 */
export async function discardHeld(
  store: WriterStore,
  {
    session,
    epoch,
    now,
    quietSeconds,
  }: {
    readonly session: LeaseSession;
    readonly epoch: Epoch;
    readonly now: Instant;
    readonly quietSeconds: number;
  },
): Promise<number> {
  await resumePlans(store, epoch.number, session);
  if (!(await session.mayContinue())) return 0;
  const { slots } = await store.windowIndex(epoch.number);
  if (slots.size === 0) return 0;
  const { discard } = planPublisher(store, session, epoch);
  const sorted = [...slots.keys()].sort();
  const range = { epoch: epoch.number, from: sorted[0] ?? "", to: sorted.at(-1) ?? "" };
  let observations = noDigests();
  let sums: Sums = {};
  let discarded = 0;
  async function step(): Promise<boolean> {
    if (observations.length === 0) return true;
    if (hasDuplicates(observations)) return false; // whose buyer was erased meanwhile was seen twice: the next run reads anew
    discarded += observations.length;
    const plan = await discard([observations], sums);
    observations = noDigests();
    sums = {};
    return plan !== "lost" && (await executePlan(store, plan, session)) === "finished";
  }
  const found = new Set<string>();
  for (let part = 0; part < parts; part++)
    for await (const page of store.waiting({ ...range, part }, "as-stored")) {
      for (const observation of page) {
        found.add(observation.slot);
        addDigest(observations, observation.id);
        sums = addTo(sums, observation.kind, observation.measures);
      }
      if (observations.length >= observationsPerStep && !(await step())) return discarded;
    }
  if (!(await step())) return discarded;
  const empty = [...slots].filter(
    ([slot, { lastArrival }]) => !found.has(slot) && isPast(lastArrival, quietSeconds, now),
  );
  await store.forgetSlots(
    epoch.number,
    empty.map(([slot, { lastArrival }]) => ({ slot, lastArrival })),
  );
  return discarded;
}
