import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import { $ZodError } from "zod/v4/core";
import { type EventContract, type EventOf, envelope } from "#kernel/event";
import { type Instant, instantOf } from "#kernel/time";
import { readEnvironment } from "./environment.ts";
import { errorFields, log } from "./log.ts";
import type { EnvironmentSchema } from "./manifest.ts";

/** One handler per contract a consumer is `on`. It must tolerate repeats and any order. */
export type Reactions<Contracts extends readonly EventContract[]> = {
  readonly [Type in Contracts[number]["type"]]: (
    event: EventOf<Extract<Contracts[number], { readonly type: Type }>>,
    now: Instant,
  ) => Promise<void>;
};

/**
 * A Lambda function behind a consumer's queue. Every message is parsed with its contract; one that fails, or that no
 * contract knows, is reported alone and ends in the dead-letter queue, without holding up its neighbours.
 */
export function eventFunction<const Contracts extends readonly EventContract[], E extends EnvironmentSchema>(
  { on, environment }: { readonly on: Contracts; readonly environment: E },
  build: (environment: z.output<E>) => Reactions<NoInfer<Contracts>>,
) {
  const reactions = build(readEnvironment(environment)) as Record<
    string,
    (event: unknown, now: Instant) => Promise<void>
  >;
  const schemas = new Map(on.map((contract) => [contract.type as string, contract.data]));
  return messageFunction(async (body, now) => {
    const { detail } = messageIn(body);
    const event = z.parse(envelope, detail);
    const schema = schemas.get(event.type);
    const react = reactions[event.type];
    if (!schema || !react) throw new Error("no contract of this consumer has the event's type");
    await react({ ...event, data: z.parse(schema, event.data) }, now);
  });
}

/** @throws Error that does not quote the message, as the parser's own would: what stands in it is nobody's to log */
function messageIn(body: string): { detail?: unknown } {
  try {
    return JSON.parse(body) as { detail?: unknown };
  } catch {
    throw new Error("the message is not JSON");
  }
}

/** What stands beside a message's text, by name: not the sender's words, but those of who queued it. */
export type MessageAttributes = Readonly<Record<string, string>>;

const attributesOf = ({ messageAttributes = {} }: SQSRecord): MessageAttributes =>
  Object.fromEntries(
    Object.entries(messageAttributes).flatMap(([name, { stringValue }]) =>
      stringValue === undefined ? [] : [[name, stringValue]],
    ),
  );

/** A Lambda function behind a queue of plain messages; `handle` gets each message's text and its attributes. */
export function messageFunction(handle: (body: string, now: Instant, attributes: MessageAttributes) => Promise<void>) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const now = instantOf(Date.now());
    const results = await Promise.allSettled(
      Records.map(async (record) => handle(record.body, now, attributesOf(record))),
    );
    const batchItemFailures = results.flatMap((result, index) => {
      if (result.status === "fulfilled") return [];
      const { messageId = "", attributes } = Records[index] ?? {};
      log.error("a message failed", {
        messageId,
        received: attributes?.ApproximateReceiveCount,
        ...failure(result.reason),
      });
      return [{ itemIdentifier: messageId }];
    });
    log.info("batch", { received: Records.length, failed: batchItemFailures.length });
    return { batchItemFailures };
  };
}

/** A contract that does not fit is told by its fields, not by what stood in them. */
const failure = (reason: unknown): Record<string, unknown> =>
  reason instanceof $ZodError
    ? { error: { name: "ContractViolation", fields: reason.issues.map(({ path }) => path.join(".")) } }
    : errorFields(reason);
