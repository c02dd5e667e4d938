import type { DataOf } from "#kernel/event";
import type { Instant } from "#kernel/time";
import type { batchV1 } from "#reporting/contracts/batch.v1";

/** What a market publishes, as its contract reads it. */
export type BatchData = DataOf<typeof batchV1>;
/** One cell of a batch: figures of many buyers, at one level and of one period. */
export type Cell = BatchData["cells"][number];

/** The batches of one market's epoch: they are numbered from 1, without holes. */
export type SeriesName = { readonly market: string; readonly epoch: number };

/** One batch as the centre keeps it. Its market is the one whose bus it came in on, whatever the batch claimed. */
export type Batch = {
  readonly data: BatchData;
  /** When the market published it. */
  readonly time: Instant;
};

/** The series that a batch belongs to. */
export const seriesOf = ({ data: { market, epoch } }: Batch): SeriesName => ({ market, epoch });
/** The day on which the market wrote it, in UTC. */
export const dayOf = ({ time }: Pick<Batch, "time">): string => time.slice(0, 10);
/** One name for a series, for maps and sorting. */
export const seriesName = ({ market, epoch }: SeriesName): string => `${market}/${epoch}`;
