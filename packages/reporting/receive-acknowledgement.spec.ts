import { describe, expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { receiveAcknowledgement } from "./receive-acknowledgement.ts";
import { memoryReportingStore } from "./testing/memory-reporting-store.ts";

const now = "2026-03-01T12:00:00.000Z" as Instant;

describe("the centre's word", () => {
  const receiving = async (
    acknowledgement: { market?: string; through: number; missing?: number[] },
    closedAt?: Instant,
  ) => {
    const store = memoryReportingStore(() => now);
    await store.take({ step: "open", number: 1, at: now });
    const epoch = store.contents.epochs.get(1);
    if (epoch)
      store.contents.epochs.set(1, {
        ...epoch,
        lastSequence: 9,
        acknowledgedThrough: 3,
        ...(closedAt ? { closedAt } : {}),
      });
    const announced: number[] = [];
    const announce = async ({ sequence }: { sequence: number }) => void announced.push(sequence);
    await receiveAcknowledgement(
      store,
      { market: "xx", epoch: 1, missing: [], ...acknowledgement },
      { self: "xx", announce },
    );
    return { announced, acknowledged: store.contents.epochs.get(1)?.acknowledgedThrough };
  };
  test("acknowledges, and has what is missing sent again", async () =>
    expect(await receiving({ through: 5, missing: [6, 8, 12] })).toEqual({ announced: [6, 8], acknowledged: 5 }));
  test("never takes back what it acknowledged, nor acknowledges what was never written", async () => {
    expect((await receiving({ through: 2 })).acknowledged).toBe(3);
    expect((await receiving({ through: 10 })).acknowledged).toBe(3);
  });
  test("about a closed epoch acknowledges, and has nothing sent", async () =>
    expect(await receiving({ through: 5, missing: [6] }, now)).toEqual({ announced: [], acknowledged: 5 }));
  test("about another market is refused", () =>
    expect(receiving({ market: "yy", through: 5 })).rejects.toThrow("another market"));
});
