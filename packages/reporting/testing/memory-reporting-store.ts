import { type Instant, millisecondsOf } from "#kernel/time";
import type { Batch } from "../batch.ts";
import type { BatchStore } from "../batch-store.ts";
import type { ControlEntry } from "../control-totals.ts";
import type { ControlTotalsStore } from "../control-totals-store.ts";
import { digestsIn } from "../digests.ts";
import type { Epoch } from "../epoch.ts";
import type { EpochStore } from "../epoch-store.ts";
import { windowName } from "../level.ts";
import { addSums, anonymousBuyer, type Observation, type Sums } from "../observation.ts";
import { type ObservationStore, parts } from "../observation-store.ts";
import type { Arrivals } from "../window-index.ts";
import type { OpenPlan, SelectionPage, WriterStore } from "../writer-store.ts";

/** An observation as it is kept. `left` is the sequence of its batch, 0 when it was discarded. */
export type Kept = Observation & {
  readonly epoch: number | undefined;
  readonly recordedAt: Instant;
  readonly left?: number;
  readonly leftAt?: Instant;
};

type Contents = {
  readonly observations: Map<string, Kept>;
  readonly slots: Map<number, Map<string, Arrivals>>;
  readonly evaluated: Map<number, Set<string>>;
  readonly plans: Map<string, OpenPlan>;
  readonly selections: Map<string, SelectionPage>;
  readonly batches: Map<string, Batch>;
  readonly epochs: Map<number, Epoch>;
  readonly entries: Map<string, ControlEntry>;
  lease: { fencing: number; until: Instant };
};

export type MemoryStore = ObservationStore &
  EpochStore &
  WriterStore &
  BatchStore &
  ControlTotalsStore & { readonly contents: Contents };

const partOf = ({ identity, id }: Observation): number =>
  ((identity === anonymousBuyer ? id : identity).codePointAt(3) ?? 0) % parts;
const nameOf = (...words: readonly (string | number)[]): string => words.join("/");

/**
 * The ports of reporting over plain maps, with an index that is up to `indexLagSeconds` behind, as DynamoDB's may be.
 * For specs: a second implementation of what the ports promise.
 */
export function memoryReportingStore(clock: () => Instant, indexLagSeconds = 0): MemoryStore {
  const contents: Contents = {
    observations: new Map(),
    slots: new Map(),
    evaluated: new Map(),
    plans: new Map(),
    selections: new Map(),
    batches: new Map(),
    epochs: new Map(),
    entries: new Map(),
    lease: { fencing: 0, until: "" as Instant },
  };
  const { observations, slots, evaluated, plans, selections, batches, epochs, entries } = contents;
  const slotsOf = (epoch: number) => slots.get(epoch) ?? slots.set(epoch, new Map()).get(epoch) ?? new Map();
  const evaluatedOf = (epoch: number) =>
    evaluated.get(epoch) ?? evaluated.set(epoch, new Set()).get(epoch) ?? new Set();
  const lagging = (at: Instant | undefined) =>
    at !== undefined && millisecondsOf(clock()) - millisecondsOf(at) < 1_000 * indexLagSeconds;

  return {
    contents,
    counted(range) {
      return this.waiting(range, "indexed");
    },
    async record(observation, epoch) {
      if (observations.has(observation.id)) return "known";
      const identity = epoch === undefined ? anonymousBuyer : observation.identity;
      observations.set(observation.id, { ...observation, identity, epoch, recordedAt: clock() });
      return "recorded";
    },
    async touch(epoch, slot, at) {
      const firstArrival = slotsOf(epoch).get(slot)?.firstArrival ?? at;
      slotsOf(epoch).set(slot, { firstArrival, lastArrival: at });
    },
    async erase(epoch, some, identity) {
      const hit = [...observations.values()].filter(
        (observation) =>
          observation.epoch === epoch &&
          some.includes(observation.slot) &&
          observation.identity === identity &&
          observation.left === undefined,
      );
      for (const observation of hit) observations.set(observation.id, { ...observation, identity: anonymousBuyer });
      return hit.length;
    },
    windowIndex: async (epoch) => ({ slots: new Map(slotsOf(epoch)), evaluated: new Set(evaluatedOf(epoch)) }),
    epochs: async () => [...epochs.values()].sort((left, right) => left.number - right.number),
    async take(step) {
      const blank = { lastSequence: 0, acknowledgedThrough: 0, published: {}, discarded: {} };
      if (step.step === "close") {
        const epoch = epochs.get(step.number);
        if (epoch && !epoch.closedAt) epochs.set(step.number, { ...epoch, closedAt: step.at });
        return;
      }
      const number = step.step === "open" ? step.number : 0;
      if (epochs.has(number)) return;
      const never = "" as Instant;
      epochs.set(
        number,
        step.step === "open"
          ? { number, openedAt: step.at, ...blank }
          : { number, openedAt: never, closedAt: never, ...blank },
      );
    },
    async acknowledge(number, through) {
      const epoch = epochs.get(number);
      if (epoch && epoch.acknowledgedThrough < through && through <= epoch.lastSequence)
        epochs.set(number, { ...epoch, acknowledgedThrough: through });
    },
    async lease(now, until) {
      if (contents.lease.until > now) return undefined;
      contents.lease = { fencing: contents.lease.fencing + 1, until };
      return { fencing: contents.lease.fencing };
    },
    async renew({ fencing }, until) {
      if (fencing !== contents.lease.fencing) return false;
      contents.lease = { fencing, until };
      return true;
    },
    openPlans: async (epoch) => [...plans.values()].filter((plan) => plan.epoch === epoch),
    async *waiting({ epoch, part, from, to, except = () => false }, accuracy) {
      const shown = [...observations.values()].filter(
        (observation) =>
          observation.epoch === epoch &&
          !except(observation.id) &&
          partOf(observation) === part &&
          observation.slot >= from &&
          observation.slot <= to &&
          !lagging(observation.recordedAt) &&
          (observation.left === undefined || (accuracy === "indexed" && lagging(observation.leftAt))),
      );
      for (let at = 0; at < shown.length; at += 3) yield shown.slice(at, at + 3);
    },
    async select({ epoch, id }, page, selection) {
      selections.set(nameOf(epoch, id, page), selection);
    },
    async commit({ fencing }, plan, accepts) {
      const epoch = epochs.get(plan.epoch);
      const isOpen = epoch?.closedAt === undefined;
      if (fencing !== contents.lease.fencing || !epoch || isOpen !== (accepts === "open")) return "lost";
      if (epoch.lastSequence !== plan.after) return "lost";
      const names = plan.windows.map(windowName);
      if (names.some((name) => evaluatedOf(plan.epoch).has(name))) return "lost";
      for (const name of names) evaluatedOf(plan.epoch).add(name);
      for (const batch of plan.batches) batches.set(nameOf(batch.epoch, batch.sequence), batch);
      const { published, discarded } = plan;
      epochs.set(plan.epoch, { ...epoch, lastSequence: plan.after + plan.batches.length, published, discarded });
      if (plan.pages > 0) {
        const { epoch: number, id, pages } = plan;
        plans.set(nameOf(number, id), { epoch: number, id, pages, retired: 0 });
      }
      return "committed";
    },
    async selection({ epoch, id }, page) {
      const selection = selections.get(nameOf(epoch, id, page));
      if (!selection) throw new Error("a committed plan lost a page");
      return selection;
    },
    async retire({ sequence, ids }) {
      for (const id of digestsIn(ids)) {
        const observation = observations.get(id);
        if (!observation || (observation.left !== undefined && observation.left !== sequence))
          throw new Error("an observation left twice");
        observations.set(id, {
          ...observation,
          identity: anonymousBuyer,
          left: sequence,
          leftAt: observation.leftAt ?? clock(),
        });
      }
    },
    async retiredThrough({ epoch, id }, retired) {
      const plan = plans.get(nameOf(epoch, id));
      if (plan && plan.retired < retired) plans.set(nameOf(epoch, id), { ...plan, retired });
    },
    async finish({ epoch, id, pages }) {
      for (let page = 0; page < pages; page++) selections.delete(nameOf(epoch, id, page));
      plans.delete(nameOf(epoch, id));
    },
    async dropSelections(epoch) {
      for (const name of [...selections.keys()]) if (name.startsWith(`${epoch}/`)) selections.delete(name);
    },
    async forgetSlots(epoch, some) {
      for (const { slot, lastArrival } of some)
        if (slotsOf(epoch).get(slot)?.lastArrival === lastArrival) slotsOf(epoch).delete(slot);
    },
    async forgetMarks(epoch, names) {
      for (const name of names) evaluatedOf(epoch).delete(name);
    },
    batch: async (epoch, sequence) => batches.get(nameOf(epoch, sequence)),
    async *batchesFrom(epoch, sequence) {
      const last = epochs.get(epoch)?.lastSequence ?? 0;
      for (let at = sequence; at <= last; at++) {
        const batch = batches.get(nameOf(epoch, at));
        if (batch) yield [batch];
      }
    },
    async enter(entry) {
      const name = nameOf(entry.orderId, entry.cause);
      if (entries.has(name)) return "known";
      entries.set(name, entry);
      return "entered";
    },
    controlTotals: async (epoch) =>
      [...entries.values()]
        .filter((entry) => entry.epoch === epoch)
        .reduce<Sums>((sums, entry) => addSums(sums, entry.sums), {}),
  };
}
