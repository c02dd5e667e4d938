import { type Instant, plusSeconds } from "#kernel/time";
import type { CentralLink } from "./epoch.ts";
import type { EpochStore } from "./epoch-store.ts";
import { keepEpochAndWait } from "./keep-epoch.ts";
import { type BatchWriter, type WriterRun, writeBatches } from "./write-batches.ts";

/** Windows are begun for so long; what is begun has a minute more until the function's time is up. */
const secondsPerRun = 240;

/** One run of the writer, as the clock starts it: the epochs are made to say what the deployment is, then what is due is
 *  written. @param link whether this deployment of the market knows of the centre */
export async function runWriter(
  writer: BatchWriter,
  {
    epochs,
    link,
    now,
  }: { readonly epochs: Pick<EpochStore, "epochs" | "take">; readonly link: CentralLink; readonly now: Instant },
): Promise<WriterRun> {
  await keepEpochAndWait(epochs, link, now);
  return writeBatches(writer, plusSeconds(now, secondsPerRun));
}
