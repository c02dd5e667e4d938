import { afterEach, expect, test, vi } from "vitest";
import { count, gauge, lag } from "./metrics.ts";

afterEach(() => vi.restoreAllMocks());

/** The lines that were written by the time `tell` came back. */
function linesOf(emit: () => void): readonly Record<string, unknown>[] {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  emit();
  vi.restoreAllMocks();
  return written.map((line) => JSON.parse(line));
}

test("a metric is written at once: nobody has to remember to send it at the end of an invocation", () => {
  expect(linesOf(() => count("Knocks"))).toMatchObject([{ Knocks: 1 }]);
  expect(linesOf(() => lag("LagSeconds", 7))).toMatchObject([{ LagSeconds: 7 }]);
  expect(linesOf(() => gauge("Missing", { market: "aa" }, 0, "Count"))).toMatchObject([{ Missing: 0, market: "aa" }]);
});

test("a figure of a function has no dimension but the function, so that its alarm finds it", () => {
  const [line] = linesOf(() => count("Knocks"));
  expect(line?._aws).toMatchObject({ CloudWatchMetrics: [{ Namespace: "Archipelago", Dimensions: [["service"]] }] });
});
