import { readFile, stat } from "node:fs/promises";
import { Command } from "commander";
import { marketByCode, markets } from "#markets/directory";
import type { Market } from "#markets/schema";
import { type Outcomes, simulateLifecycles } from "../lifecycle/simulate-lifecycles.ts";
import { integration, operations } from "../market-api/roles.ts";
import { marketIn, requireCloud } from "../market-api/running.ts";
import { apiFor } from "../market-api/sign-in.ts";
import { type CategoryMap, filing, readCategoryMap } from "../replay/categories.ts";
import { fileLines } from "../replay/file-lines.ts";
import { readOrder } from "../replay/read-order.ts";
import { rejectsFile } from "../replay/rejects-file.ts";
import { type EndedOrder, type Reading, replay as run } from "../replay/replay.ts";
import { replayText } from "../replay/replay-text.ts";
import { CommandError, type CommonOptions, performs, tell } from "../terminal/outcome.ts";
import { quietBar, terminalBar } from "../terminal/progress.ts";
import { several, wholeNumber } from "./words.ts";

type Options = CommonOptions & {
  market: string;
  limit?: number;
  concurrency: number;
  rejects?: string;
  categories?: string;
  rejectSku: readonly string[];
  shippingSku: readonly string[];
  outcomes?: boolean;
};

/** Carries a file of orders into a market. */
export const replay = (): Command =>
  performs<[string], Options>(
    new Command("replay")
      .description("carry a file of orders into a market; run again, it accepts nothing twice")
      .argument("<file>", "one order a line, as JSON")
      .requiredOption("--market <market>", "the market's code")
      .option("--limit <number>", "read the first so many lines only", wholeNumber(0))
      .option("--concurrency <number>", "orders in flight at once", wholeNumber(1), 8)
      .option("--rejects <file>", "write the lines that became no order to this file, one JSON object a line")
      .option("--categories <file>", "a JSON object from the source's categories to the market's")
      .option("--reject-sku <sku>", "refuse orders with this SKU, repeatable", several, [])
      .option("--shipping-sku <sku>", "lines with this SKU are shipping, not goods; repeatable", several, [])
      .option("--outcomes", "also cancel, dispatch and deliver as the file says"),
    async (options, file) => {
      const market = marketByCode(options.market);
      if (!market)
        throw new CommandError(
          `there is no market ${options.market}; there are ${markets.map(({ code }) => code).join(", ")}`,
        );
      const readings = await readingsOf(file, market, options);
      const cloud = await requireCloud();
      marketIn(cloud, market.code);
      const bar = options.json ? quietBar : terminalBar;
      const rejects = await rejectsFile(options.rejects, file);
      const ended: EndedOrder[] = [];
      const tally = await run({
        readings,
        currency: market.currency,
        api: apiFor(cloud, market.code, integration),
        workers: options.concurrency,
        bar,
        onReject: rejects.add,
        onEnded: options.outcomes ? (order) => ended.push(order) : () => {},
      }).finally(rejects.close);
      const outcomes = options.outcomes
        ? await simulateLifecycles(
            ended,
            {
              api: apiFor(cloud, market.code, operations),
              carrier: market.carriers[0]?.id ?? "",
              workers: options.concurrency,
              bar,
            },
            tell,
          )
        : undefined;
      const document = { file, market: market.code, ...tally, ...(outcomes ? { outcomes } : {}) };
      return { document, text: replayText(document), done: allPlayed(outcomes) };
    },
  );

const allPlayed = (outcomes: Outcomes | undefined): boolean => (outcomes?.notPlayed ?? 0) === 0;

async function readingsOf(file: string, market: Market, options: Options): Promise<() => AsyncIterable<Reading>> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new CommandError(`${file} is no file that can be read`);
  const rules = {
    market,
    rejectSkus: new Set(options.rejectSku),
    shippingSkus: new Set(options.shippingSku),
    fileUnder: filing(market, await categoryMap(options.categories, market)),
  };
  return async function* () {
    for await (const { number, text } of fileLines(file, options.limit))
      yield { number, text, reading: readOrder(text, rules) };
  };
}

async function categoryMap(file: string | undefined, market: Market): Promise<CategoryMap> {
  if (file === undefined) return {};
  const read = readCategoryMap(await readFile(file, "utf8"), market.code);
  if ("wrong" in read) throw new CommandError(`${file} ${read.wrong}`);
  return read.map;
}
