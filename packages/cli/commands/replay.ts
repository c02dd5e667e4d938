import { readFile, stat } from "node:fs/promises";
import { Command, Option } from "commander";
import { tidy } from "#kernel/text";
import { instantOf } from "#kernel/time";
import { marketByCode, markets } from "#markets/directory";
import type { Market } from "#markets/schema";
import { type Outcomes, simulateLifecycles } from "../lifecycle/simulate-lifecycles.ts";
import { apiFor } from "../market-api/api-for.ts";
import { integration, operations } from "../market-api/roles.ts";
import { marketIn, requireCloud } from "../market-api/running.ts";
import { filing, readCategoryMap } from "../replay/categories.ts";
import { dryRun } from "../replay/dry-run.ts";
import { type LayoutName, layoutNames, recordsOf } from "../replay/layouts.ts";
import { looksLike } from "../replay/looks-like.ts";
import { readOrder } from "../replay/read-order.ts";
import type { EndedOrder, Reading } from "../replay/reading.ts";
import { recordsByLine } from "../replay/records.ts";
import { rejectsFile } from "../replay/rejects-file.ts";
import { replay as run } from "../replay/replay.ts";
import { layoutHelp, replayText, statusHelp } from "../replay/replay-text.ts";
import { readStatusMap, statusWords } from "../replay/source-status.ts";
import { CommandError, type CommonOptions, performs, tell } from "../terminal/outcome.ts";
import { quietBar, terminalBar } from "../terminal/progress.ts";
import { several, wholeNumber } from "./words.ts";

type Options = CommonOptions & {
  market: string;
  layout?: LayoutName;
  dryRun?: boolean;
  limit?: number;
  concurrency: number;
  rejects?: string;
  seller: string;
  categories?: string;
  statusMap?: string;
  rejectSku: readonly string[];
  shippingSku: readonly string[];
  outcomes?: boolean;
};

/** Carries a file of orders into a market. */
export const replay = (): Command =>
  performs<[string], Options>(
    new Command("replay")
      .description("carry a file of orders into a market; run again, it accepts nothing twice")
      .argument("<file>", "one order a line, as JSON, or another system's export")
      .requiredOption("--market <market>", "the market's code")
      .addOption(new Option("--layout <layout>", "the file is another system's export").choices(layoutNames))
      .option("--dry-run", "say what would come of it, and write nothing")
      .option("--limit <number>", "read the first so many lines only; of an export, orders", wholeNumber(0))
      .option("--concurrency <number>", "orders in flight at once", wholeNumber(1), 8)
      .option("--rejects <file>", "write the lines that became no order to this file, one JSON object a line")
      .option("--seller <seller>", "whose goods those are that name no seller", "house")
      .option("--categories <file>", "a JSON object from the source's categories to the market's")
      .option("--status-map <file>", "a JSON object from the source's words for a state to what they mean")
      .option("--reject-sku <sku>", "refuse orders with this SKU, repeatable", several, [])
      .option("--shipping-sku <sku>", "lines with this SKU are shipping, not goods; repeatable", several, [])
      .option("--outcomes", "also cancel, dispatch and deliver as the file says")
      .addHelpText("after", () => `\n${statusHelp()}\n${layoutHelp()}`),
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
      const tally = await (options.dryRun ? dryRun : run)({
        readings,
        market,
        api: apiFor(cloud, market.code, integration),
        workers: options.concurrency,
        bar,
        onReject: rejects.add,
        onEnded: (order) => ended.push(order),
      }).finally(rejects.close);
      const outcomes =
        options.outcomes && !options.dryRun
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
      const nothing = tally.accepted + tally.duplicates === 0;
      const hint = nothing && options.layout === undefined ? await looksLike(file) : undefined;
      const document = {
        file,
        market: market.code,
        ...(options.dryRun ? { dryRun: true } : {}),
        ...tally,
        ...(hint === undefined ? {} : { looksLike: hint }),
        ...(outcomes ? { outcomes } : {}),
      };
      if (!options.outcomes) tellOfEnds(ended, options);
      return { document, text: replayText(document), done: !nothing && allPlayed(outcomes) };
    },
  );

const allPlayed = (outcomes: Outcomes | undefined): boolean => (outcomes?.notPlayed ?? 0) === 0;

/** An order that was cancelled in the source stands in the market until somebody says so. */
function tellOfEnds(ended: readonly EndedOrder[], { json }: Options): void {
  const cancelled = ended.filter(({ finalState }) => finalState.kind === "cancelled").length;
  if (cancelled > 0 && !json)
    tell(`${cancelled} of these orders were cancelled or refunded in the source: --outcomes does the same here`);
}

async function readingsOf(file: string, market: Market, options: Options): Promise<() => AsyncIterable<Reading>> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new CommandError(`${file} is no file that can be read`);
  const categories = await mapIn(options.categories, (text) => readCategoryMap(text, market.code));
  const words = await mapIn(options.statusMap, readStatusMap);
  const rules = {
    market,
    seller: options.seller,
    rejectSkus: new Set(options.rejectSku.map(tidy)),
    shippingSkus: new Set(options.shippingSku.map(tidy)),
    fileUnder: filing(market, categories),
    statusOf: statusWords(words),
    now: instantOf(Date.now()),
  };
  const { layout, limit } = options;
  const records = layout && (await recordsOf(layout, file, limit));
  return async function* () {
    for await (const record of records ?? recordsByLine(file, limit))
      yield { number: record.number, text: record.text, reading: readOrder(record, rules) };
  };
}

/** Reads a file that explains the source's words. Without one nothing is explained. */
async function mapIn<Known>(
  file: string | undefined,
  read: (text: string) => { readonly map: Known } | { readonly wrong: string },
): Promise<Known | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CommandError(`${file} cannot be read: ${error.message}`);
  });
  const found = read(text);
  if ("wrong" in found) throw new CommandError(`${file} ${found.wrong}`);
  return found.map;
}
