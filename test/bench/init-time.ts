import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { tell } from "#cli/terminal/outcome";
import type { Bundles } from "./bundle-sizes.ts";
import { functionEnvironment } from "./function-environment.ts";
import type { Part } from "./report.ts";
import { spread } from "./statistics.ts";

const highestRatio = 1.25;

/** What a fresh process runs: it imports a function as Lambda does, and says how long that took. */
const probe = `
  const before = process.cpuUsage();
  const started = performance.now();
  const { handler } = await import(process.argv[1]);
  const ready = performance.now();
  const { user, system } = process.cpuUsage(before);
  if (typeof handler !== "function") throw new Error("no handler");
  const processor = (user + system) / 1_000;
  process.stdout.write(JSON.stringify({ init: ready - started, processor, sinceStart: ready }));
`;

/** In milliseconds. */
type Run = { readonly init: number; readonly processor: number; readonly sinceStart: number };

async function once(file: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const args = ["--input-type=module", "--eval", probe, pathToFileURL(file).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout) as Run;
}

/** How long the checkout takes to be ready, beside a function that does nothing but make a DynamoDB client. */
export async function measureInit({ file, bare }: Bundles, market: string, runs: number): Promise<Part> {
  tell(`starting the checkout and a bare function, ${runs} times each in turn`);
  const env = functionEnvironment(market, "http://127.0.0.1:1");
  const checkout = file(market, "checkout/place-order.http");
  const ours: Run[] = [];
  const others: Run[] = [];
  for (let run = -2; run < runs; run++) {
    const pair = [await once(checkout, env), await once(bare, env)] as const;
    if (run < 0) continue; // the files are in memory from here on
    ours.push(pair[0]);
    others.push(pair[1]);
  }
  const figures = (all: readonly Run[]) => ({
    init: spread(all.map(({ init }) => init)),
    processor: spread(all.map(({ processor }) => processor)),
    sinceStart: spread(all.map(({ sinceStart }) => sinceStart)),
  });
  const [mine, bareOnes] = [figures(ours), figures(others)];
  const ratio = mine.init.p50 / bareOnes.init.p50;
  const row = (name: string, { init, processor, sinceStart }: typeof mine) => [
    name,
    init.p50,
    init.p95,
    processor.p50,
    sinceStart.p50,
  ];
  return {
    name: "init",
    title: "From a fresh process to a handler that is ready",
    how:
      `${runs} fresh Node processes each, in turn. \`init\` is the import of the bundle with all that it makes when it is loaded,\n` +
      "which Lambda calls init; `since start` counts from the start of the process. The ratio is that of the two medians.\n" +
      "The client beside it comes as the SDK makes it, with every way to find credentials; ours knows the one that functions have.",
    tables: [
      {
        head: ["function", "init p50 ms", "init p95 ms", "processor p50 ms", "since start p50 ms"],
        rows: [row("checkout", mine), row("nothing but a DynamoDB client", bareOnes)],
      },
    ],
    budgets: [{ what: "checkout init ÷ bare DynamoDB client's", measured: ratio, limit: highestRatio, unit: "×" }],
    data: { runs, ratio, milliseconds: { checkout: mine, bareClient: bareOnes } },
  };
}
