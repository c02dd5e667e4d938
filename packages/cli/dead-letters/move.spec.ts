import { DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import type { BarOf } from "../terminal/progress.ts";
import { moveMessages, type Queues } from "./move.ts";

/** What stands beside every message. */
const MessageAttributes = {
  RULE_ARN: { DataType: "String", StringValue: "arn:aws:events:eu-north-1:1:rule/bus/name" },
};

/** Two queues in memory. @param takes whether the target takes a message */
function queues(waiting: string[], takes: (body: string) => boolean = () => true) {
  const arrived: string[] = [];
  const beside: unknown[] = [];
  const send = async (command: unknown) => {
    if (command instanceof ReceiveMessageCommand)
      return {
        Messages: waiting.slice(0, command.input.MaxNumberOfMessages).map((Body) => ({
          ...{ Body, ReceiptHandle: Body },
          ...(command.input.MessageAttributeNames?.includes("All") ? { MessageAttributes } : {}),
        })),
      };
    if (command instanceof SendMessageBatchCommand) {
      const bytes = (command.input.Entries ?? []).reduce((sum, { MessageBody = "" }) => sum + MessageBody.length, 0);
      if (bytes > 262_144) throw new Error("BatchRequestTooLong");
      const taken = (command.input.Entries ?? []).filter(({ MessageBody = "" }) => takes(MessageBody));
      arrived.push(...taken.map(({ MessageBody = "" }) => MessageBody));
      beside.push(...taken.map(({ MessageAttributes: own }) => own));
      return { Successful: taken.map(({ Id }) => ({ Id })) };
    }
    if (command instanceof DeleteMessageBatchCommand) {
      const gone = new Set((command.input.Entries ?? []).map(({ ReceiptHandle }) => ReceiptHandle));
      waiting.splice(0, waiting.length, ...waiting.filter((body) => !gone.has(body)));
      return {};
    }
    return expect.unreachable();
  };
  return { sqs: { send } as unknown as Queues, waiting, arrived, beside };
}
const words = (count: number) => Array.from({ length: count }, (_, index) => `message ${index}`);

test("every message is moved, in as many steps as it takes", async () => {
  const { sqs, waiting, arrived } = queues(words(23));
  expect(await moveMessages(sqs, "from", "to", 23)).toBe(23);
  expect([waiting, arrived]).toEqual([[], words(23)]);
});

test("who looks on sees each of them, and the end also when it goes wrong", async () => {
  const seen: string[] = [];
  const bar: BarOf = (label, total) => {
    seen.push(`${label}: ${total}`);
    return { advance: () => seen.push("one"), finish: () => seen.push("end") };
  };
  const { sqs } = queues(words(3), (body) => body !== "message 2");
  await expect(moveMessages(sqs, "from", "to", 3, bar)).rejects.toThrow("moved 2 messages");
  expect(seen).toEqual(["messages: 3", "one", "one", "end"]);
});

test("no more are moved than were there, so that what fails again makes no circle", async () => {
  const { sqs, waiting } = queues(words(12));
  expect(await moveMessages(sqs, "from", "to", 7)).toBe(7);
  expect(waiting).toHaveLength(5);
});

test("what the target does not take stays where it is", async () => {
  const { sqs, waiting, arrived } = queues(words(3), (body) => body !== "message 1");
  await expect(moveMessages(sqs, "from", "to", 3)).rejects.toThrow("moved 2 messages");
  expect(waiting).toEqual(["message 1"]);
  expect(arrived).toEqual(["message 0", "message 2"]);
});

test("a queue that holds fewer than it said is emptied", async () => {
  expect(await moveMessages(queues(words(2)).sqs, "from", "to", 5)).toBe(2);
});

test("what stands beside a message goes with it", async () => {
  const { sqs, beside } = queues(words(2));
  await moveMessages(sqs, "from", "to", 2);
  expect(beside).toEqual([MessageAttributes, MessageAttributes]);
});

test("messages that do not fit into one request go in several", async () => {
  const large = words(4).map((word) => word.padEnd(120_000, "."));
  const { sqs, waiting, arrived } = queues([...large]);
  expect(await moveMessages(sqs, "from", "to", 4)).toBe(4);
  expect([waiting, arrived]).toEqual([[], large]);
});
