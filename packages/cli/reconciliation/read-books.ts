import type * as z from "zod/mini";
import { apiRoutes } from "#functions/headquarters/manifest";
import { publishedView } from "#reporting/published-view";
import { reconciliationView } from "#reporting/reconciliation-view";
import { feedPages } from "../feed/read-feed.ts";
import type { Api } from "../market-api/api.ts";
import { unexpected } from "../market-api/refusal.ts";
import type { Books } from "./compare.ts";

/** Asks both sides what they have of a market's sales. */
export async function readBooks(code: string, market: Api, central: Api): Promise<Books> {
  const books = await ask(market, "/reconciliation", reconciliationView);
  const published: Books["published"][number][] = [];
  for (const { epoch } of books.epochs) published.push(...(await publishedIn(market, epoch)));
  const shown: Books["shown"][number][] = [];
  for await (const { events } of feedPages(central, { follow: false }, async () => "stop"))
    shown.push(...events.map(({ data }) => data).filter((batch) => batch.market === code));
  const report = await ask(central, "/reports/sales?by=market", apiRoutes.sales.answers[200]);
  const line = report.items.find((item) => item.market === code && item.currency === books.currency);
  return {
    market: books,
    published,
    shown,
    reported: line?.sale,
  };
}

async function publishedIn(market: Api, epoch: number) {
  const batches = [];
  let after: string | null = null;
  do {
    const position: string = after === null ? "" : `&after=${encodeURIComponent(after)}`;
    const page: z.output<typeof publishedView> = await ask(
      market,
      `/reconciliation/batches?epoch=${epoch}&limit=100${position}`,
      publishedView,
    );
    batches.push(...page.items);
    after = page.next;
  } while (after !== null);
  return batches;
}

async function ask<Schema extends z.ZodMiniType>(api: Api, path: string, schema: Schema): Promise<z.output<Schema>> {
  const request = { method: "GET", path };
  const answer = await api(request);
  if (answer.status !== 200) throw unexpected(request, answer);
  return schema.parse(answer.body);
}
