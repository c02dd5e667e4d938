import { Webhook, WebhookVerificationError } from "standardwebhooks";
import * as z from "zod/mini";
import type { Instant } from "#kernel/time";
import { type ProviderAnswer, type ProviderKey, readProviderKey } from "../provider.ts";
import type { ProviderWebhook, WebhookReader } from "../webhook.ts";

/** The body of a notification. What it says holds when it was made, and for ever once it is no longer `pending`. */
const notification = z.object({
  type: z.literal("payment.operation.updated"),
  timestamp: z.string(),
  data: z.object({
    key: z.string().check(z.refine((key) => readProviderKey(key) !== undefined)),
    status: z.enum(["pending", "succeeded", "failed"]),
    reason: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/))),
  }),
});
type Notification = z.output<typeof notification>;

/** What is sent: the very bytes that were signed, and the headers that Standard Webhooks wants. */
export type SignedNotification = { readonly body: string; readonly headers: Readonly<{ [name: string]: string }> };

/** Says what became of an operation, signed as Standard Webhooks 1.0 demands.
 *  @param id the same for every delivery of the same notification */
export function signedNotification(
  secret: string,
  id: string,
  { key, answer, at }: { readonly key: ProviderKey; readonly answer: ProviderAnswer; readonly at: Instant },
): SignedNotification {
  const status = answer.outcome === "unknown" ? "pending" : answer.outcome;
  const reason = answer.outcome === "failed" ? { reason: answer.reason } : {};
  const content: Notification = {
    type: "payment.operation.updated",
    timestamp: at,
    data: { key, status, ...reason },
  };
  const body = JSON.stringify(content);
  const sentAt = new Date(at);
  return {
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1_000)),
      "webhook-signature": webhook(secret).sign(id, sentAt, body),
    },
  };
}

/**
 * Reads webhooks signed with this secret, as Standard Webhooks 1.0 demands: HMAC-SHA256 over id, timestamp and body, which
 * stand in the headers webhook-id, webhook-timestamp (Unix seconds, at most five minutes away from this machine's clock)
 * and webhook-signature. Source: github.com/standard-webhooks/standard-webhooks, "Signature scheme". What carries no
 * signature is not read at all.
 */
export const webhookReader =
  (secret: () => Promise<string>): WebhookReader =>
  async (rawBody, headers) => {
    const [id, timestamp, signature] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(
      (name) => headers[name],
    );
    if (!id || !timestamp || !signature) return { outcome: "signature-missing" };
    const signing = webhook(await secret());
    try {
      signing.verify(
        rawBody,
        { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature },
        { jsonParse: false },
      );
    } catch (error) {
      if (error instanceof WebhookVerificationError) return { outcome: "signature-invalid" };
      throw error;
    }
    return readBody(rawBody);
  };

function readBody(rawBody: string): ProviderWebhook {
  let sent: unknown;
  try {
    sent = JSON.parse(rawBody);
  } catch {
    return { outcome: "unreadable" }; // where JSON broke is of no use to the sender of a machine's message
  }
  const read = z.safeParse(notification, sent);
  if (!read.success) return { outcome: "unreadable" };
  const { key, status, reason } = read.data.data;
  const answer: ProviderAnswer =
    status === "failed" ? { outcome: "failed", reason: reason ?? "unspecified" } : { outcome: status };
  return { outcome: "received", key: key as ProviderKey, answer };
}

/** The secret is any text: its characters are the key. */
const webhook = (secret: string): Webhook => new Webhook(new TextEncoder().encode(secret), { format: "raw" });
