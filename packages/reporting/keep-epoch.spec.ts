import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Instant, plusSeconds } from "#kernel/time";
import type { CentralLink, Epoch, EpochStep } from "./epoch.ts";
import { keepEpochAndWait } from "./keep-epoch.ts";

const noon = "2026-11-22T12:00:00.000Z" as Instant;
const attached: Epoch = {
  ...{ number: 1, openedAt: plusSeconds(noon, -3_600), lastSequence: 0, acknowledgedThrough: 0 },
  ...{ published: {}, discarded: {} },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** For how many seconds it waits until it answers. */
async function secondsWaited(epochs: Epoch[], link: CentralLink, now: Instant): Promise<number> {
  const take = async (step: EpochStep) => {
    const last = epochs.at(-1);
    if (step.step === "close" && last) epochs[epochs.length - 1] = { ...last, closedAt: step.at };
  };
  let answered = false;
  const answer = keepEpochAndWait({ epochs: async () => epochs, take }, link, now).then(() => {
    answered = true;
  });
  let seconds = 0;
  await vi.advanceTimersByTimeAsync(0);
  for (; !answered; seconds++) await vi.advanceTimersByTimeAsync(1_000);
  await answer;
  return seconds;
}

test("who closes an epoch is answered when its end lies behind, and every reader knows of it", async () =>
  expect(await secondsWaited([attached], "detached", noon)).toBe(11));

test("so is who comes a moment later, when another has drawn the boundary", async () => {
  const closing = { ...attached, closedAt: plusSeconds(noon, 10) };
  expect(await secondsWaited([closing], "detached", plusSeconds(noon, 4))).toBe(7);
});

test.each([
  ["an epoch that stays open", [attached], "attached"],
  ["one that ended before", [{ ...attached, closedAt: plusSeconds(noon, -1) }], "detached"],
] as const)("nobody waits for %s", async (_, epochs, link) =>
  expect(await secondsWaited([...epochs], link, noon)).toBe(0),
);
