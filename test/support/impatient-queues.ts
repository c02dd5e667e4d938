import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Takes everything out of a queue. @returns how much it was */
export async function emptied(sqs: SQSClient, url: string): Promise<number> {
  for (let taken = 0; ; ) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return taken;
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    taken += Messages.length;
  }
}

/**
 * Queues that hand a failed message out again after so many seconds. It is a minute and more, for which nobody wants to
 * wait in a test.
 * @returns puts back how it was
 */
export async function hasten(sqs: SQSClient, urls: readonly string[], seconds: number): Promise<() => Promise<void>> {
  const set = (QueueUrl: string, VisibilityTimeout: string) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }));
  const usual = new Map<string, string>();
  for (const QueueUrl of urls) {
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["VisibilityTimeout"] });
    usual.set(QueueUrl, (await sqs.send(asked)).Attributes?.VisibilityTimeout ?? "60");
    await set(QueueUrl, String(seconds));
  }
  return async () => {
    for (const [url, before] of usual) await set(url, before);
  };
}
