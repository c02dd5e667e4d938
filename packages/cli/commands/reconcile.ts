import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import { marketByCode } from "#markets/directory";
import { apiFor } from "../market-api/api-for.ts";
import { central, operations, wishOf } from "../market-api/roles.ts";
import { marketIn, requireCloud } from "../market-api/running.ts";
import { compare, type Reconciliation } from "../reconciliation/compare.ts";
import { readBooks } from "../reconciliation/read-books.ts";
import { columns } from "../terminal/columns.ts";
import { CommandError, type CommonOptions, performs, tell } from "../terminal/outcome.ts";
import { wholeNumber } from "./words.ts";

type Options = CommonOptions & { patience: number };

/** Proves that what was sold is what the centre has, what is held back and what will never be sent. */
export const reconcile = (): Command =>
  performs<[string], Options>(
    new Command("reconcile")
      .description("compare a market's ledger with what the centre has, cell by cell; fails when they do not balance")
      .argument("<market>", "a market's code")
      .option("--patience <seconds>", "how long figures that are on their way may take to arrive", wholeNumber(0), 30),
    async ({ patience }, code) => {
      const cloud = await requireCloud();
      marketIn(cloud, code);
      const market = marketByCode(code);
      if (!market) throw new CommandError(`there is no market ${code}`);
      const [here, there] = [apiFor(cloud, code, operations), apiFor(cloud, central, wishOf(central, {}))];
      const until = Date.now() + patience * 1_000;
      for (;;) {
        const { reconciliation, differences } = compare(await readBooks(code, here, there), market.currency);
        const done = reconciliation.balanced;
        if (done || Date.now() >= until) {
          for (const difference of differences.slice(0, 20)) tell(difference);
          return { document: reconciliation, text: shown(reconciliation), done };
        }
        await pause(1_000);
      }
    },
  );

const shown = ({ market, currency, ledger, central: there, heldBack, neverSent, balanced }: Reconciliation): string => {
  const row = (name: string, { orders, goods }: Reconciliation["ledger"]) => [name, String(orders), goods];
  return [
    `${market}, sales in ${currency}`,
    columns([
      ["", "orders", "goods"],
      row("ledger", ledger),
      row("  central", there),
      row("  held back", heldBack),
      row("  never sent", neverSent),
    ]),
    balanced ? "balanced, cell by cell" : "NOT balanced",
  ].join("\n");
};
