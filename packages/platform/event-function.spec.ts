import type { SQSEvent } from "aws-lambda";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { eventContract, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import { eventOf } from "./event-envelope.ts";
import { eventFunction, messageFunction } from "./event-function.ts";
import { log } from "./log.ts";
import { consumer } from "./manifest.ts";

const rang = eventContract({
  type: "archipelago.bells.rang.v1",
  audience: "market",
  data: z.strictObject({ times: z.number() }),
});
const ringing = (times: number) =>
  eventOf(rang, { id: newId(eventIds), subject: "bell", version: 1, time: instantOf(0), data: { times } });
const message = (detail: unknown, messageId: string) => ({ messageId, body: JSON.stringify({ detail }) });
const batch = (...Records: { messageId: string; body: string }[]) => ({ Records }) as unknown as SQSEvent;

const count = consumer({ on: [rang], environment: z.object({}), impactWhenStuck: "Nobody hears the bells." });

describe("a consumer", () => {
  test("handles what its contracts describe", async () => {
    const rung: number[] = [];
    const handler = eventFunction(count, () => ({
      "archipelago.bells.rang.v1": async ({ data }) => void rung.push(data.times),
    }));
    expect(await handler(batch(message(ringing(1), "a"), message(ringing(2), "b")))).toEqual({ batchItemFailures: [] });
    expect(rung.sort()).toEqual([1, 2]);
  });

  test("reports messages that fail, alone, and says nothing of their content", async () => {
    const said = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const handler = eventFunction(count, () => ({
      "archipelago.bells.rang.v1": async ({ data }) => {
        if (data.times === 13) throw new Error("unlucky");
      },
    }));
    const undeclared = { ...ringing(1), data: { times: 1, buyer: "someone@example.org" } };
    const { batchItemFailures } = await handler(
      batch(
        message(ringing(1), "fine"),
        message(ringing(13), "fails"),
        message({ ...ringing(1), data: { times: "secret" } }, "malformed"),
        message(undeclared, "says too much"),
        message({ ...ringing(1), type: "archipelago.bells.cracked.v1" }, "unknown"),
        { messageId: "no JSON", body: "{" },
      ),
    );
    const failed = ["fails", "malformed", "says too much", "unknown", "no JSON"];
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(failed);
    expect(JSON.stringify(said.mock.calls)).not.toMatch(/secret|someone@/);
    said.mockRestore();
  });
});

test("a message comes with what stands beside it, as text", async () => {
  const received: unknown[] = [];
  const handler = messageFunction(async (text, _now, attributes) => void received.push([text, attributes]));
  const messageAttributes = {
    RULE_ARN: { stringValue: "arn:aws:events:x", dataType: "String" },
    Picture: { binaryValue: "AA==", dataType: "Binary" },
  };
  await handler({ Records: [{ messageId: "a", body: "word", messageAttributes }] } as unknown as SQSEvent);
  expect(received).toEqual([["word", { RULE_ARN: "arn:aws:events:x" }]]);
});
