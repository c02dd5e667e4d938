type Seconds = Readonly<Record<string, number>>;

/** Seconds that files of tests may take. A file that is not named may take `others`. */
export type TimeBudget = {
  readonly others: number;
  readonly files: Seconds;
  /** What files may take that do the slice of `npm run test:long` which a build server runs. */
  readonly slice: Seconds;
};

/** The project of what takes long, in which a file runs once more, at a larger scale. */
export const longProject = "long";

/** How many seconds a file may take. @param project in which it runs */
export const secondsOf = ({ others, files, slice }: TimeBudget, file: string, project: string): number =>
  (project === longProject ? slice : files)[file] ?? others;

/** How long a file took. Files that run more than once, as in several markets, are named once for each time. */
export type FileTime = { readonly file: string; readonly project: string; readonly seconds: number };

/** Every file that took longer than it may, in words. */
export const overBudget = (times: readonly FileTime[], budget: TimeBudget): string[] =>
  times.flatMap(({ file, project, seconds }) => {
    const most = secondsOf(budget, file, project);
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
