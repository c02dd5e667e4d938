import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { log } from "./log.ts";
import { schedule } from "./manifest.ts";
import { lag } from "./metrics.ts";
import { type Report, scheduleFunction } from "./schedule-function.ts";

vi.mock("./metrics.ts", () => ({ lag: vi.fn(), flushMetrics: vi.fn() }));
const bell = schedule({ everyMinutes: 1, environment: z.object({}), impactWhenStuck: "Nobody hears the bell." });
afterEach(() => vi.resetAllMocks());

/** How far behind it is, as a run with such a report tells it. */
async function toldBy(report: Report): Promise<readonly unknown[]> {
  vi.spyOn(log, "info").mockImplementation(() => undefined);
  await scheduleFunction(bell, () => async () => report)();
  return vi.mocked(lag).mock.calls;
}

test("a run says how far behind it is", async () =>
  expect(await toldBy({ rung: 2, lagSeconds: 0 })).toEqual([["LagSeconds", 0]]));

test("a run that cannot know how far behind things are says nothing, so that silence can ring", async () =>
  expect(await toldBy({ rung: 0 })).toEqual([]));
