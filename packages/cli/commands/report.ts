import { Command } from "commander";
import { apiRoutes } from "#functions/headquarters/manifest";
import { apiFor } from "../market-api/api-for.ts";
import { unexpected } from "../market-api/refusal.ts";
import { central, wishOf } from "../market-api/roles.ts";
import { requireCloud } from "../market-api/running.ts";
import { reportText } from "../report/report-text.ts";
import { type CommonOptions, performs } from "../terminal/outcome.ts";

type Question = { from?: string; to?: string; by?: string; market?: string; currency?: string };

/** Sales as leadership sees them. */
export const report = (): Command =>
  performs<[], Question & CommonOptions>(
    new Command("report")
      .description("the centre's report of sales, and why something is not in it")
      .option("--from <date>", "the first date or hour, such as 2017-12-01 or 2017-12-01T14")
      .option("--to <date>", "the last one, included")
      .option("--by <words>", "of market, date, hour, week, month, channel, category; commas between")
      .option("--market <codes>", "these markets alone, commas between")
      .option("--currency <code>", "in one currency, by the centre's rates"),
    async ({ json: _, ...question }) => {
      const asked = new URLSearchParams(question).toString();
      const request = { method: "GET", path: `/reports/sales${asked === "" ? "" : `?${asked}`}` };
      const answer = await apiFor(await requireCloud(), central, wishOf(central, {}))(request);
      if (answer.status !== 200) throw unexpected(request, answer);
      const document = apiRoutes.sales.answers[200].parse(answer.body);
      return { document, text: reportText(document) };
    },
  );
