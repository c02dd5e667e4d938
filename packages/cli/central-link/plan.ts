/** What happens to one stack: which of its resources come, go or change. */
export type StackChange = {
  readonly stack: string;
  readonly change: "changed" | "removed";
  /** One resource each: `[+] AWS::Events::EventBus from-us/Bus`. */
  readonly lines: readonly string[];
};

/** Reads what `cdk diff` says. Stacks without a difference are left out. */
export function stackChanges(text: string): readonly StackChange[] {
  const changes: { stack: string; change: "changed"; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const [, stack] = /^Stack (\S+)/.exec(line) ?? [];
    if (stack) changes.push({ stack, change: "changed", lines: [] });
    const [, what, path] = /^(\[[-+~]\] AWS::\S+) (\S+)/.exec(line) ?? [];
    const last = changes.at(-1);
    if (what && path && last) last.lines.push(`${what} ${pathIn(last.stack, path)}`);
  }
  return changes.filter(({ lines }) => lines.length > 0);
}

/** Where a resource stands in its stack: the CDK begins at the market. */
const pathIn = (stack: string, path: string): string => {
  const [, ...own] = stack.split("/");
  const beginning = `${own.join("/")}/`;
  return path.startsWith(beginning) ? path.slice(beginning.length) : path;
};

/** A plan as people read it. */
export const planText = (changes: readonly StackChange[]): string =>
  changes.length === 0
    ? "nothing would change"
    : changes
        .map(({ stack, change, lines }) =>
          change === "removed"
            ? `${stack}: removed as a whole`
            : [`${stack}:`, ...lines.map((line) => `  ${line}`)].join("\n"),
        )
        .join("\n");
