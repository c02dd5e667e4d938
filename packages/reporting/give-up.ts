import type { Instant } from "#kernel/time";
import { isPast } from "./calendar.ts";
import { carrier, carryOut, resume } from "./carry-out.ts";
import { addDigest, hasTwins, noDigests } from "./digests.ts";
import type { Epoch } from "./epoch.ts";
import { addTo, type Sums } from "./observation.ts";
import { parts, type WriterStore } from "./reporting-store.ts";
import type { Shift } from "./shift.ts";

/** Observations given up in one step. */
const observationsPerStep = 100_000;

/**
 * What is held when an epoch closes never crosses: its observations forget their buyers and wait no more. Observations
 * of the epoch that are recorded later are given up by a later run.
 * @returns how many were given up
 */
export async function giveUpHeld(
  store: WriterStore,
  {
    shift,
    epoch,
    now,
    quietSeconds,
  }: {
    readonly shift: Shift;
    readonly epoch: Epoch;
    readonly now: Instant;
    readonly quietSeconds: number;
  },
): Promise<number> {
  await resume(store, epoch.number, shift);
  if (!(await shift.goesOn())) return 0;
  const { slots } = await store.directory(epoch.number);
  if (slots.size === 0) return 0;
  const { giveUp } = carrier(store, shift.lease, epoch);
  const sorted = [...slots.keys()].sort();
  const range = { epoch: epoch.number, from: sorted[0] ?? "", to: sorted.at(-1) ?? "" };
  let observations = noDigests();
  let sums: Sums = {};
  let given = 0;
  async function step(): Promise<boolean> {
    if (observations.length === 0) return true;
    if (hasTwins(observations)) return false; // whose buyer was erased meanwhile was seen twice: the next run reads anew
    given += observations.length;
    const plan = await giveUp([observations], sums);
    observations = noDigests();
    sums = {};
    return plan !== "lost" && (await carryOut(store, plan, shift)) === "finished";
  }
  const found = new Set<string>();
  for (let part = 0; part < parts; part++)
    for await (const page of store.waiting({ ...range, part }, "as-stored")) {
      for (const observation of page) {
        found.add(observation.slot);
        addDigest(observations, observation.id);
        sums = addTo(sums, observation.kind, observation.measures);
      }
      if (observations.length >= observationsPerStep && !(await step())) return given;
    }
  if (!(await step())) return given;
  const empty = [...slots].filter(
    ([slot, { lastArrival }]) => !found.has(slot) && isPast(lastArrival, quietSeconds, now),
  );
  await store.forgetSlots(
    epoch.number,
    empty.map(([slot, { lastArrival }]) => ({ slot, lastArrival })),
  );
  return given;
}
