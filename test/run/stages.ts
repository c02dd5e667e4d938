import type { Scale } from "#test/support/scale";
import { longProject } from "#test/support/time-budget";

/** One run of Vitest. */
export type Run = {
  readonly name: string;
  readonly projects: readonly string[];
  /** Which part of its files, of how many. */
  readonly shard?: { readonly index: number; readonly count: number };
  readonly scale: Scale;
};

/** Runs that go side by side. */
export type Stage = readonly Run[];

const onTheStack = (name: string, projects: readonly string[], scale: Scale, clouds: number): Stage =>
  Array.from({ length: clouds }, (_, number) => ({
    name: `${name} ${number + 1}/${clouds}`,
    projects,
    ...(clouds > 1 ? { shard: { index: number + 1, count: clouds } } : {}),
    scale,
  }));

/** What can be asked for, one stage after the other. @param clouds how many local clouds its files are spread over */
export const stages: Readonly<Record<string, (clouds: number) => Stage>> = {
  sources: () => [{ name: "sources", projects: ["unit", "architecture", "contracts", "in-memory"], scale: "short" }],
  stack: (clouds) => [
    { name: "infra and redeployment", projects: ["infra", "redeployment"], scale: "short" },
    ...onTheStack("stack", ["journeys", "faults"], "short", clouds),
  ],
  slice: (clouds) => onTheStack("slice", [longProject], "slice", clouds),
  long: (clouds) => onTheStack("long", [longProject], "whole", clouds),
};
