import { instantOf } from "#kernel/time";
import type { PaymentProvider, ProviderAnswer, ProviderRequest } from "../provider.ts";
import { answerAt, type Operation } from "./account.ts";
import { carryOutOnce } from "./carry-out-once.ts";
import type { SandboxStore } from "./sandbox-store.ts";
import { scriptOf } from "./tokens.ts";
import { type Post, webhooksOf } from "./webhook-sender.ts";

/** The provider's own name; it sends webhooks to `POST /payments/notifications/sandbox`. */
export const sandboxName = "sandbox";

/** What the sandbox needs: its memory, and a way to send webhooks. */
export type Sandbox = {
  readonly store: SandboxStore;
  readonly post: Post;
  /** How long every answer takes, in milliseconds. */
  readonly latency?: number;
};
const usualLatency = 15;

/** A provider that behaves like a hosted one: it remembers, takes its time, falls silent, and sends webhooks later. Its
 *  test tokens decide how. */
export function sandboxProvider({ store, post, latency = usualLatency }: Sandbox): PaymentProvider {
  const passTime = () => new Promise((resolve) => setTimeout(resolve, latency));
  const clock = () => instantOf(Date.now());

  const move =
    (kind: Exclude<Operation["kind"], "authorise">) =>
    async ({ key, amount }: ProviderRequest): Promise<ProviderAnswer> => {
      await passTime();
      const at = clock();
      const { record } = await carryOutOnce(store, { key, operation: { kind, amount }, at });
      return answerAt(record, at);
    };

  return {
    name: sandboxName,
    async authorise({ key, amount, captureMode, payBy, token }, until) {
      await passTime();
      const at = clock();
      const script = scriptOf(token);
      const operation: Operation = { kind: "authorise", amount, captureMode, payBy, script };
      const { record, isNew } = await carryOutOnce(store, { key, operation, at });
      if (!isNew) return answerAt(record, at);
      for (const webhook of webhooksOf(record, script)) await post(webhook, at);
      if (script.call === "silence") return silence(until);
      return script.call === "pending" ? { outcome: "pending" } : answerAt(record, at);
    },
    reauthorise: move("reauthorise"),
    capture: move("capture"),
    void: move("void"),
    refund: move("refund"),
    async inquire(key) {
      await passTime();
      const record = await store.find(key);
      return record ? answerAt(record, clock()) : { outcome: "never-received" };
    },
  };
}

/** Says nothing for as long as somebody waits. */
const silence = (until: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    until?.addEventListener("abort", () => reject(until.reason), { once: true });
  });
