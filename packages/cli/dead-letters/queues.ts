import { GetQueueAttributesCommand, ListQueuesCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** A queue of messages that could not be handled, and the queue they came from. */
export type DeadLetterQueue = {
  readonly name: string;
  readonly url: string;
  /** Messages in it, about. */
  readonly waiting: number;
  /** `undefined` when no queue ends in it: it belongs to a stream or a schedule, which cannot be given a message back. */
  readonly source: { readonly name: string; readonly url: string } | undefined;
};

/** What the queues of dead letters are called: the queue's name, and this. */
const ending = "-dlq";

/** All queues of dead letters of a place, by name. @param place a market's code, or the centre */
export async function deadLetterQueues(sqs: SQSClient, place: string): Promise<readonly DeadLetterQueue[]> {
  const seen = await Promise.all((await queueUrls(sqs, `archipelago-${place}-`)).map((url) => look(sqs, url)));
  return seen
    .filter(({ name }) => name.endsWith(ending))
    .map(({ name, url, arn, waiting }) => ({
      name,
      url,
      waiting,
      source: seen.find((queue) => queue.deadLettersTo === arn),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The queue of dead letters that somebody means: by its name, or by the name without what all names of the place share. */
export const named = (queues: readonly DeadLetterQueue[], place: string, name: string): DeadLetterQueue | undefined =>
  queues.find((queue) =>
    [name, name + ending, `archipelago-${place}-${name}`, `archipelago-${place}-${name}${ending}`].includes(queue.name),
  );

async function queueUrls(sqs: SQSClient, QueueNamePrefix: string): Promise<readonly string[]> {
  const urls: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sqs.send(
      new ListQueuesCommand({ QueueNamePrefix, MaxResults: 1000, ...(NextToken ? { NextToken } : {}) }),
    );
    urls.push(...(page.QueueUrls ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return urls;
}

async function look(sqs: SQSClient, url: string) {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
  const policy = JSON.parse(Attributes.RedrivePolicy ?? "{}") as { deadLetterTargetArn?: string };
  return {
    name: url.slice(url.lastIndexOf("/") + 1),
    url,
    arn: Attributes.QueueArn,
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    deadLettersTo: policy.deadLetterTargetArn,
  };
}
