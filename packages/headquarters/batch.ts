import type { DataOf } from "#kernel/event";
import type { Instant } from "#kernel/time";
import type { batchV1 } from "#reporting/contracts/batch.v1";

/** What a market publishes, as its contract reads it. */
export type BatchData = DataOf<typeof batchV1>;
export type Cell = BatchData["cells"][number];

/** The batches of one market's epoch: they are numbered from 1, without holes. */
export type SeriesName = { readonly market: string; readonly epoch: number };

/** One batch as the centre keeps it. Its market is the one whose bus it came in on, whatever the batch claimed. */
export type Batch = {
  readonly data: BatchData;
  /** When the market published it. */
  readonly time: Instant;
};

export const seriesOf = ({ data: { market, epoch } }: Batch): SeriesName => ({ market, epoch });
/** One name for a series, for maps and sorting. */
export const seriesName = ({ market, epoch }: SeriesName): string => `${market}/${epoch}`;

/** A batch as readers of the feed get it: a CloudEvent. */
export type FeedEvent = {
  readonly specversion: "1.0";
  /** `<market>/<epoch>/<sequence>`, for ever the same batch. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: Instant;
  readonly datacontenttype: "application/json";
  readonly data: BatchData;
};

/** @param type the contract's */
export const feedEvent = ({ data, time }: Batch, type: string): FeedEvent => ({
  specversion: "1.0",
  id: `${data.market}/${data.epoch}/${data.sequence}`,
  source: `archipelago/${data.market}`,
  type,
  time,
  datacontenttype: "application/json",
  data,
});
