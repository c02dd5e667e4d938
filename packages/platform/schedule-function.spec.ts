import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { log } from "./log.ts";
import { schedule } from "./manifest.ts";
import { type Report, scheduleFunction } from "./schedule-function.ts";

const bell = schedule({ everyMinutes: 1, environment: z.object({}), impactWhenStuck: "Nobody hears the bell." });
afterEach(() => vi.restoreAllMocks());

/** How far behind it is, as the metric of a run with such a report tells it. */
async function lagsOf(report: Report): Promise<readonly number[]> {
  vi.spyOn(log, "info").mockImplementation(() => undefined);
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  await scheduleFunction(bell, () => async () => report)({}, { getRemainingTimeInMillis: () => 1_000 });
  vi.restoreAllMocks();
  return written.flatMap((line) => JSON.parse(line).LagSeconds ?? []);
}

test("a run says how far behind it is", async () => {
  expect(await lagsOf({ rung: 2, lagSeconds: 0 })).toEqual([0]);
  expect(await lagsOf({ rung: 2, lagSeconds: 7 })).toEqual([7]);
});

test("a run that cannot know how far behind things are says nothing, so that silence can ring", async () =>
  expect(await lagsOf({ rung: 0 })).toEqual([]));
