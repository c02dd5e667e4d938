import { createHash } from "node:crypto";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import { instant } from "#kernel/schemas";
import { type Instant, millisecondsOf, plusSeconds } from "#kernel/time";
import type { ProviderAnswer, ProviderKey } from "../provider.ts";
import type { OperationRecord } from "./account.ts";
import { signedNotification } from "./notification.ts";
import type { Script } from "./tokens.ts";

const outgoingWebhook = z.object({
  id: z.string(),
  key: z.string(),
  answer: z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("succeeded") }),
    z.object({ outcome: z.literal("failed"), reason: z.string() }),
    z.object({ outcome: z.literal("pending") }),
  ]),
  notBefore: instant,
});
/** A webhook on its way, as it waits in the provider's own queue: what it says of which operation, and from when on it may
 *  be delivered. Its id is the same however often it is delivered. */
export type OutgoingWebhook = z.output<typeof outgoingWebhook>;

/** Puts a webhook into the queue; it comes out at `notBefore`, or earlier when that is far away. */
export type Post = (webhook: OutgoingWebhook, now: Instant) => Promise<void>;

/** SQS holds a message back for a quarter of an hour at most; what must wait longer is posted again. */
const longestDelaySeconds = 900;

/** Posts to a queue of SQS. */
export const queuePost =
  (queue: string, client: Pick<SQSClient, "send">): Post =>
  async (webhook, now) => {
    const wait = Math.ceil((millisecondsOf(webhook.notBefore) - millisecondsOf(now)) / 1_000);
    const DelaySeconds = Math.min(Math.max(0, wait), longestDelaySeconds);
    await client.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(webhook), DelaySeconds }));
  };

/** The webhooks that a script sends of an operation. Those that say the same are one, delivered again. */
export const webhooksOf = ({ key, result, knownFrom }: OperationRecord, { webhooks }: Script): OutgoingWebhook[] =>
  webhooks.map(({ says, afterSeconds }) => {
    const answer: Exclude<ProviderAnswer, { outcome: "unknown" }> = says === "result" ? result : { outcome: "pending" };
    const id = createHash("sha256").update(`${key} ${answer.outcome}`).digest("base64url").slice(0, 24);
    return { id: `msg_${id}`, key, answer, notBefore: plusSeconds(knownFrom, afterSeconds) };
  });

/** Where webhooks go, what they are signed with, and how one that is too early is put back. */
export type Delivery = { readonly url: string; readonly secret: () => Promise<string>; readonly post: Post };

/**
 * Delivers a webhook to the shop, or posts it again while it is too early.
 * @throws Error when the shop did not take it: the queue delivers it again
 */
export async function deliver(message: string, { url, secret, post }: Delivery, now: Instant): Promise<void> {
  const due = z.parse(outgoingWebhook, JSON.parse(message));
  if (due.notBefore > now) return post(due, now);
  const { id, key, answer } = due;
  const { body, headers } = signedNotification(await secret(), id, { key: key as ProviderKey, answer, at: now });
  const response = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(8_000) });
  if (!response.ok) throw new Error(`the shop answered a notification with status ${response.status}`);
}
