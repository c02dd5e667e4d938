import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type * as z from "zod/mini";
import { type Instant, instantOf } from "#kernel/time";
import { fromItem, type Item } from "./dynamo.ts";
import { readEnvironment } from "./environment.ts";
import { errorFields, log } from "./log.ts";
import type { EnvironmentSchema } from "./manifest.ts";

/** A Lambda function on a table's stream: `handle` gets each new image in order; the first that fails is reported and
 *  delivered again with what follows. */
export function streamFunction<E extends EnvironmentSchema, Image>(
  { environment }: { readonly environment: E },
  build: (environment: z.output<E>) => (image: Image, now: Instant) => Promise<void>,
) {
  const handle = build(readEnvironment(environment));
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        const image = newImage<Image>(record);
        if (image !== undefined) await handle(image, instantOf(Date.now()));
      } catch (error) {
        log.error("a stream record failed", { sequence: record.dynamodb?.SequenceNumber, ...errorFields(error) });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    log.info("stream", { received: Records.length });
    return { batchItemFailures: [] };
  };
}

const newImage = <Image>({ dynamodb }: DynamoDBRecord): Image | undefined =>
  dynamodb?.NewImage ? fromItem<Image>(dynamodb.NewImage as Item) : undefined;
