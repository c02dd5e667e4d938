import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

import { type Bar, type BarOf, quietBar } from "../terminal/progress.ts";

/** The part of the client that is used here: a spec puts a fault in between. */
export type Queues = Pick<SQSClient, "send">;

/**
 * Moves messages from one queue to another. Each is sent before it is deleted, so none is lost; one may be sent twice,
 * which consumers bear.
 * @param most stop after so many: what fails again comes back meanwhile, and must not be moved in a circle
 * @returns how many were moved
 */
export async function moveMessages(
  sqs: Queues,
  from: string,
  to: string,
  most: number,
  bar: BarOf = quietBar,
): Promise<number> {
  const progress = bar("messages", most);
  try {
    return await move(sqs, from, to, most, progress);
  } finally {
    progress.finish();
  }
}

async function move(sqs: Queues, from: string, to: string, most: number, progress: Bar): Promise<number> {
  let moved = 0;
  while (moved < most) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: Math.min(10, most - moved),
        MessageAttributeNames: ["All"],
        VisibilityTimeout: 60,
        WaitTimeSeconds: 1, // asks all servers of a queue, not some
      }),
    );
    if (Messages.length === 0) return moved;
    const sent = await send(sqs, to, Messages);
    if (sent.length === 0) throw new Error(`moved ${moved} messages; the queue took no more`);
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: from,
        Entries: sent.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
    moved += sent.length;
    for (const _ of sent) progress.advance();
  }
  return moved;
}

/** Bytes that SQS has always taken in one request, all of its messages together. */
const mostBytes = 262_144;

/** Messages in groups that each go into one request. */
function requestsOf(messages: readonly Message[]): readonly (readonly Message[])[] {
  const groups: Message[][] = [];
  let room = 0;
  for (const message of messages) {
    const { Body, MessageAttributes } = message;
    const size = Buffer.byteLength(JSON.stringify({ Body, MessageAttributes }));
    if (size > room) {
      groups.push([]);
      room = mostBytes;
    }
    groups.at(-1)?.push(message);
    room -= size;
  }
  return groups;
}

/** @returns those that the queue took */
async function send(sqs: Queues, url: string, messages: readonly Message[]): Promise<readonly Message[]> {
  const sent: Message[] = [];
  for (const group of requestsOf(messages)) sent.push(...(await sendTogether(sqs, url, group)));
  return sent;
}

async function sendTogether(sqs: Queues, QueueUrl: string, messages: readonly Message[]): Promise<readonly Message[]> {
  const { Successful = [] } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: messages.map(({ Body, MessageAttributes }, index) => ({
        Id: String(index),
        MessageBody: Body,
        ...(MessageAttributes ? { MessageAttributes } : {}),
      })),
    }),
  );
  return Successful.flatMap(({ Id }) => messages[Number(Id)] ?? []);
}
