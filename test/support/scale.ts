/** How much a run does of what takes long. `npm test` does little of it, `npm run test:long` all, and `.ci/run` a slice. */
const scales = ["short", "slice", "whole"] as const;
export type Scale = (typeof scales)[number];

/** The scale of this run. @throws RangeError when `ARCHIPELAGO_SCALE` names none */
function scaleOfRun(): Scale {
  const { ARCHIPELAGO_SCALE: named = "short" } = process.env;
  const found = scales.find((scale) => scale === named);
  if (!found) throw new RangeError(`ARCHIPELAGO_SCALE is ${named}; there are ${scales.join(", ")}`);
  return found;
}

/** What a test does at the scale of this run. What it asserts of that is the same at every scale. */
export const atScale = <Amount>(amounts: Readonly<Record<Scale, Amount>>): Amount => amounts[scaleOfRun()];
