import { columns } from "#cli/terminal/columns";

/** A budget and what was measured against it. It is shown, never asserted: machines differ. */
export type Budget = {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  readonly unit: string;
};

export type Table = {
  readonly title?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

/** One part of the benchmark: for people a text with tables, for programs `data`. */
export type Part = {
  /** Its name in the JSON document. */
  readonly name: string;
  readonly title: string;
  /** How it was measured, and what the figures leave out. */
  readonly how: string;
  readonly tables: readonly Table[];
  readonly budgets: readonly Budget[];
  readonly data: unknown;
};

/** What the figures were measured on. */
export type Setting = {
  readonly date: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  readonly loadBefore: number;
  readonly measuredOn: string;
  readonly quick: boolean;
};

const verdictOf = ({ measured, limit }: Budget): "ok" | "over" => (measured <= limit ? "ok" : "over");

/** A figure with as many decimals as it deserves. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) || size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 0.1 ? 2 : 4;
  return value.toLocaleString("en-GB", { minimumFractionDigits: 0, maximumFractionDigits: decimals });
}

export function textOf(setting: Setting, parts: readonly Part[]): string {
  const { date, node, cores, processor, memoryGiB, loadBefore, measuredOn, quick } = setting;
  const head = [
    `Archipelago benchmark, ${date}: ${measuredOn}`,
    `Node ${node}, ${cores} cores (${processor}), ${memoryGiB} GiB, load before ${figure(loadBefore)}`,
    ...(quick ? ["A quick run: too few samples for figures to be quoted."] : []),
  ].join("\n");
  const budgets = parts.flatMap((part) => part.budgets);
  const summary: Table = {
    title: "Budgets",
    head: ["what", "measured", "budget", ""],
    rows: budgets.map((budget) => [
      budget.what,
      `${figure(budget.measured)} ${budget.unit}`.trim(),
      `${figure(budget.limit)} ${budget.unit}`.trim(),
      verdictOf(budget),
    ]),
  };
  return [head, ...parts.map(partText), tableText(summary)].join("\n\n");
}

export const documentOf = (setting: Setting, parts: readonly Part[]) => ({
  ...setting,
  budgets: parts.flatMap(({ budgets }) => budgets.map((budget) => ({ ...budget, verdict: verdictOf(budget) }))),
  parts: Object.fromEntries(parts.map(({ name, how, data }) => [name, { how, ...(data as object) }])),
});

const partText = ({ title, how, tables }: Part): string =>
  [`${title}\n${"─".repeat(title.length)}\n${how}`, ...tables.map(tableText)].join("\n\n");

function tableText({ title, head, rows }: Table): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? figure(cell) : cell)));
  const text = columns([head, head.map((name) => "-".repeat(Math.max(1, name.length))), ...cells]);
  const indented = text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
  return title ? `${title}\n${indented}` : indented;
}
