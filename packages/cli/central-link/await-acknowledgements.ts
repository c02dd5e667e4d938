import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableNameOf } from "#platform/table";
import { dynamoEpochStore } from "#reporting/dynamo-epoch-store";
import { reportingTable } from "#reporting/table";
import type { CloudState } from "../local-cloud/cloud-state.ts";
import { marketIn, reach } from "../market-api/running.ts";

/** What the market published, and how much of it the centre acknowledged. */
export type BatchProgress = { readonly written: number; readonly acknowledged: number };

/**
 * Waits until the centre has acknowledged everything that a market published. What is not acknowledged when a market is
 * detached will never be sent; the centre answers every minute, so a little patience saves the last batches.
 * @param patience milliseconds
 * @returns how far it came
 */
export async function awaitAcknowledgements(
  cloud: CloudState,
  market: string,
  patience: number,
): Promise<BatchProgress> {
  const dynamo = new DynamoDBClient(reach(cloud, marketIn(cloud, market)));
  try {
    const store = dynamoEpochStore({ dynamo, table: tableNameOf(market, reportingTable) });
    for (const until = Date.now() + patience; ; await pause(1_000)) {
      const open = (await store.epochs()).find(({ closedAt }) => closedAt === undefined);
      const sent = { written: open?.lastSequence ?? 0, acknowledged: open?.acknowledgedThrough ?? 0 };
      if (sent.acknowledged >= sent.written || Date.now() >= until) return sent;
    }
  } finally {
    dynamo.destroy();
  }
}
