import { dynamo } from "#platform/dynamo";
import { dynamoBatchStore } from "#reporting/dynamo-batch-store";
import { dynamoControlTotalsStore } from "#reporting/dynamo-control-totals-store";
import { dynamoWriterStore } from "#reporting/dynamo-writer-store";
import { reconcileEpochs } from "#reporting/reconcile-epochs";
import type { Spent } from "./writer-probe.ts";

/** Reconciles a market's figures in this process, over the real stores, and says what it spent. */
async function probe({ table }: { readonly table: string }): Promise<Spent> {
  const handle = { dynamo: dynamo(), table };
  const started = performance.now();
  const before = process.cpuUsage();
  await reconcileEpochs({
    ...dynamoWriterStore(handle),
    ...dynamoControlTotalsStore(handle),
    ...dynamoBatchStore(handle),
  });
  const { user, system } = process.cpuUsage(before);
  return { processorSeconds: (user + system) / 1e6, seconds: (performance.now() - started) / 1_000 };
}

const task = process.argv[2];
if (task) process.send?.(await probe(JSON.parse(task)));
process.disconnect?.();
