import { isProblem } from "#platform/problem";
import type { Batch } from "./batch.ts";
import type { ReportQuestion } from "./report-question.ts";
import { showSales } from "./show-sales.ts";
import { archiveInMemory, at } from "./spec-support.ts";
import { storeBatch } from "./store-batch.ts";

/** What is asked, which markets are attached (`aa` and `cc` unless said otherwise), and when (a minute later). */
type Asked = Partial<ReportQuestion> & { readonly attached?: readonly string[]; readonly secondsLater?: number };

/** What a centre that took in some batches at the beginning answers. */
export async function answerTo(
  { attached = ["aa", "cc"], secondsLater = 60, ...question }: Asked,
  ...batches: readonly Batch[]
) {
  const archive = archiveInMemory();
  for (const batch of batches) await storeBatch(archive, batch, at(0));
  return showSales(archive, { by: [], ...question }, { attached, now: at(secondsLater) });
}

/** The report that it answers with. */
export async function report(question: Asked, ...batches: readonly Batch[]) {
  const answer = await answerTo(question, ...batches);
  if (isProblem(answer) || !answer.body) throw new Error(JSON.stringify(answer));
  return answer.body;
}

export const goods = (amount: number) => ({ orders: 12, units: 20, goods: amount });
