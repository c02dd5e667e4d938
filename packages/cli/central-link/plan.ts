/** What happens to one stack: which of its resources come, go or change. */
export type StackChange = {
  readonly stack: string;
  readonly change: "changed" | "removed";
  /** One resource each, as the CDK shows it: `[+] AWS::Events::EventBus …`. */
  readonly lines: readonly string[];
};

/** Reads what `cdk diff` says. Stacks without a difference are left out. */
export function stackChanges(text: string): readonly StackChange[] {
  const changes: { stack: string; change: "changed"; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const [, stack] = /^Stack (\S+)/.exec(line) ?? [];
    if (stack) changes.push({ stack, change: "changed", lines: [] });
    else if (/^\[[-+~]\] AWS::/.test(line)) changes.at(-1)?.lines.push(line.trim());
  }
  return changes.filter(({ lines }) => lines.length > 0);
}

/** A plan as people read it. */
export const planText = (changes: readonly StackChange[]): string =>
  changes.length === 0
    ? "nothing would change"
    : changes
        .map(({ stack, change, lines }) =>
          change === "removed" ? `${stack}: removed as a whole` : [`${stack}:`, ...lines.map((line) => `  ${line}`)].join("\n"),
        )
        .join("\n");
