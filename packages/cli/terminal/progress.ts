import { SingleBar } from "cli-progress";

/** A bar on its way. */
export type Bar = { advance(): void; finish(): void };
/** Begins a bar. */
export type BarOf = (label: string, total: number) => Bar;

/** A bar on the standard error of a terminal; nothing anywhere else. */
export const terminalBar: BarOf = (label, total) => {
  if (!process.stderr.isTTY || total === 0) return quietBar(label, total);
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label.padEnd(12)} {bar} {value}/{total} {percentage}% {duration_formatted}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0);
  return { advance: () => bar.increment(), finish: () => bar.stop() };
};

/** No bar at all. */
export const quietBar: BarOf = () => ({ advance: () => {}, finish: () => {} });
