/** Seconds that files of tests may take. A file that is not named may take `others`. */
export type TimeBudget = { readonly others: number; readonly files: Readonly<Record<string, number>> };

/** How long a file took. Files that run more than once, as in several markets, are named once for each time. */
export type FileTime = { readonly file: string; readonly project: string; readonly seconds: number };

/** Every file that took longer than it may, in words. */
export const overBudget = (times: readonly FileTime[], { others, files }: TimeBudget): string[] =>
  times.flatMap(({ file, project, seconds }) => {
    const most = files[file] ?? others;
    return seconds > most ? [`${file} (${project}) took ${inSeconds(seconds)}, and its budget is ${most} s`] : [];
  });

/** The time of every file in lines, the slowest first; those that take less than a second are added up. */
export function timesInLines(times: readonly FileTime[]): string[] {
  const sorted = times.toSorted((one, other) => other.seconds - one.seconds);
  const slow = sorted.filter(({ seconds }) => seconds >= 1);
  const quick = sorted.slice(slow.length);
  const sum = quick.reduce((all, { seconds }) => all + seconds, 0);
  return [
    ...slow.map(({ file, project, seconds }) => `${inSeconds(seconds).padStart(9)}  ${file} (${project})`),
    ...(quick.length > 0 ? [`${inSeconds(sum).padStart(9)}  ${quick.length} more, of less than a second each`] : []),
  ];
}

const inSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`;
