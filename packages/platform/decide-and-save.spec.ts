import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { accept, type Decision, reject } from "#kernel/decision";
import { eventContract } from "#kernel/event";
import { instantOf } from "#kernel/time";
import { answer } from "./answer.ts";
import { ContentionError } from "./contention.ts";
import {
  type Change,
  decideAndSave,
  type Entity,
  type EntityStore,
  type Saved,
  type Stored,
} from "./decide-and-save.ts";
import { eventOf } from "./event-envelope.ts";

type Purse = { readonly version: number; readonly coins: number };
type Coins = { readonly type: "coins-taken"; readonly coins: number };
const coinsTakenV1 = eventContract({
  type: "archipelago.purses.taken.v1",
  audience: "market",
  data: z.strictObject({ left: z.number() }),
});

const purse: Entity<Purse, Coins> = {
  name: "purse",
  evolve: (state, { coins }) => ({ ...state, coins: state.coins - coins }),
  integrationEvents: ({ after, events }, { at, nextId }) =>
    events.map(() =>
      eventOf(coinsTakenV1, {
        ...{ id: nextId(), subject: "purse", version: after.version, time: at },
        data: { left: after.coins },
      }),
    ),
};
const take =
  (coins: number) =>
  (state: Purse): Decision<Coins, "too-few"> =>
    coins === 0 ? accept() : state.coins < coins ? reject("too-few") : accept({ type: "coins-taken", coins });

const at = instantOf(0);
const stored = (coins: number, version = 3, seen: readonly string[] = []): Stored<Purse> => ({
  state: { version, coins },
  seen: new Set(seen),
  beside: undefined,
});
const request = { caller: { id: "c" }, routeKey: "POST /x", fingerprint: "f", idempotencyKey: "k" };
const reply = { request, answer: ({ coins }: Purse) => answer(200, { coins }) };

/** A store in which `states` are found one after the other, and saves are answered one after the other. */
function storeOf(states: readonly (Stored<Purse> | undefined)[], ...answers: readonly Saved[]) {
  const changes: Change<Purse, Coins>[] = [];
  let loads = 0;
  const store: EntityStore<Purse, Coins> = {
    load: async () => states[Math.min(loads++, states.length - 1)],
    save: async (change) => {
      changes.push(change);
      return answers[changes.length - 1] ?? "saved";
    },
  };
  return { store, changes, loads: () => loads };
}

describe("deciding and saving", () => {
  test("writes state, events, cause and reply together", async () => {
    const { store, changes } = storeOf([stored(5, 3, ["evt_1"])]);
    const changed = await decideAndSave(purse, store, { decide: take(2), at, cause: "evt_2", reply });
    const after = stored(3, 4, ["evt_1", "evt_2"]);
    expect(changed).toEqual({ outcome: "changed", stored: after, events: [{ type: "coins-taken", coins: 2 }] });
    expect(changes).toEqual([
      {
        before: stored(5, 3, ["evt_1"]),
        after,
        events: [{ type: "coins-taken", coins: 2 }],
        integrationEvents: [
          expect.objectContaining({ type: "archipelago.purses.taken.v1", version: 4, time: at, data: { left: 3 } }),
        ],
        cause: "evt_2",
        reply: { request, answer: answer(200, { coins: 3 }) },
        at,
      },
    ]);
  });

  test("decides again on what is there when others were faster", async () => {
    const { store, changes } = storeOf([stored(5), stored(1, 4)], "changed-meanwhile");
    expect(await decideAndSave(purse, store, { decide: take(2), at })).toEqual({
      outcome: "rejected",
      rejection: "too-few",
    });
    expect(changes).toHaveLength(1);
  });

  test("what is known need not be read, unless it is no longer true", async () => {
    const fresh = storeOf([stored(9, 9)]);
    await decideAndSave(purse, fresh.store, { decide: take(2), at, known: stored(5) });
    expect(fresh.loads()).toBe(0);
    const stale = storeOf([stored(9, 9)], "changed-meanwhile");
    const changed = await decideAndSave(purse, stale.store, { decide: take(2), at, known: stored(5) });
    expect(changed).toEqual(expect.objectContaining({ outcome: "changed", stored: stored(7, 10) }));
  });

  test.each([
    ["a cause that is known", { cause: "evt_1", decide: take(2) }],
    ["what holds already", { decide: take(0) }],
  ])("%s writes nothing", async (_, command) => {
    const { store, changes } = storeOf([stored(5, 3, ["evt_1"])]);
    const changed = await decideAndSave(purse, store, { at, ...command });
    expect(changed).toEqual({ outcome: "unchanged", stored: stored(5, 3, ["evt_1"]) });
    expect(changes).toEqual([]);
  });

  test("a command that finds its work done records its reply, and no cause", async () => {
    const { store, changes } = storeOf([stored(5)]);
    const changed = await decideAndSave(purse, store, { decide: take(0), at, cause: "evt_2", reply });
    expect(changed).toEqual({ outcome: "unchanged", stored: stored(5) });
    expect(changes).toEqual([
      {
        ...{ before: stored(5), after: stored(5), events: [], integrationEvents: [], cause: "evt_2", at },
        reply: { request, answer: answer(200, { coins: 5 }) },
      },
    ]);
  });

  test("what the table knows better is believed", async () => {
    const known = storeOf([stored(5)], "already-done");
    expect(await decideAndSave(purse, known.store, { decide: take(2), at, cause: "evt_2" })).toEqual({
      outcome: "unchanged",
      stored: stored(5),
    });
    const earlier = answer(200, { coins: 4 });
    const repeated = storeOf([stored(5)], { reply: earlier });
    expect(await decideAndSave(purse, repeated.store, { decide: take(2), at, reply })).toEqual({
      outcome: "repeated",
      reply: earlier,
    });
  });

  test("not every change need be another version", async () => {
    const { store } = storeOf([stored(5)]);
    const uncounted = { ...purse, nextVersion: ({ version }: Purse) => version };
    const changed = await decideAndSave(uncounted, store, { decide: take(2), at });
    expect(changed).toEqual(expect.objectContaining({ outcome: "changed", stored: stored(3, 3) }));
  });

  test("what does not exist is not found", async () =>
    expect(await decideAndSave(purse, storeOf([undefined]).store, { decide: take(2), at })).toEqual({
      outcome: "not-found",
    }));

  test("gives up when others keep winning", async () => {
    const store: EntityStore<Purse, Coins> = {
      load: async () => stored(5),
      save: async () => "changed-meanwhile",
    };
    await expect(decideAndSave(purse, store, { decide: take(2), at })).rejects.toThrow(
      new ContentionError("the purse is changed too often"),
    );
  });
});
