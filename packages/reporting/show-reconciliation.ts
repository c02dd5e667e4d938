import { type Instant, millisecondsOf } from "#kernel/time";
import { type Answer, answer } from "#platform/answer";
import { type ReconciliationStore, reconcileEpochs } from "./reconcile-epochs.ts";
import { isBalanced } from "./reconciliation.ts";
import { reconciliationViewOf } from "./reconciliation-view.ts";

/** Readings that lie seconds apart cannot see the same moment; a reading that does not balance is repeated, as long as
 *  another one would end before nobody waits for the answer any more. */
const readings = 3;
const pauseMilliseconds = 300;
const answerMilliseconds = 25_000;

/** What became of the market's sales, epoch by epoch. */
export async function showReconciliation(
  store: ReconciliationStore,
  market: Parameters<typeof reconciliationViewOf>[1],
  clock: () => Instant,
): Promise<Answer<200>> {
  const begun = millisecondsOf(clock());
  let epochs = await reconcileEpochs(store);
  for (let reading = 1; reading < readings && !epochs.every(isBalanced); reading++) {
    const each = (millisecondsOf(clock()) - begun) / reading + pauseMilliseconds;
    if (each * (reading + 1) > answerMilliseconds) break;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    epochs = await reconcileEpochs(store);
  }
  return answer(200, reconciliationViewOf(epochs, market));
}
