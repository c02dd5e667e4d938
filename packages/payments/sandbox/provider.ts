import { instantOf } from "#kernel/time";
import type { PaymentProvider, ProviderAnswer, ProviderKey } from "../provider.ts";
import { answerAt, type Operation } from "./account.ts";
import type { SandboxStore } from "./sandbox-store.ts";
import { scriptOf } from "./tokens.ts";
import { type Post, webhooksOf } from "./webhook-sender.ts";

/** What the provider sends notifications under: `POST /payments/notifications/sandbox`. */
export const sandboxName = "sandbox";

export type Sandbox = {
  readonly store: SandboxStore;
  readonly post: Post;
  /** How long every answer takes, in milliseconds. */
  readonly latency?: number;
};
const usualLatency = 15;

/** A provider that behaves like a hosted one: it remembers, takes its time, falls silent, and sends webhooks later. Its test
 *  tokens decide how. */
export function sandboxProvider({ store, post, latency = usualLatency }: Sandbox): PaymentProvider {
  const passTime = () => new Promise((resolve) => setTimeout(resolve, latency));
  const clock = () => instantOf(Date.now());

  async function move(kind: Exclude<Operation["kind"], "authorise">, { key, amount }: Moved): Promise<ProviderAnswer> {
    await passTime();
    const now = clock();
    const { record } = await store.carryOut(key, { kind, amount }, now);
    return answerAt(record, now);
  }

  return {
    async authorise({ key, amount, captureMode, payBy, token }) {
      await passTime();
      const now = clock();
      const script = scriptOf(token);
      const { record, isNew } = await store.carryOut(
        key,
        { kind: "authorise", amount, captureMode, payBy, script },
        now,
      );
      if (!isNew) return answerAt(record, now);
      for (const webhook of webhooksOf(record, script)) await post(webhook, now);
      if (script.call === "silence") return new Promise<never>(() => {});
      return script.call === "pending" ? { outcome: "pending" } : answerAt(record, now);
    },
    reauthorise: (request) => move("reauthorise", request),
    capture: (request) => move("capture", request),
    void: (request) => move("void", request),
    refund: (request) => move("refund", request),
    async inquire(key) {
      await passTime();
      const record = await store.find(key);
      return record ? answerAt(record, clock()) : { outcome: "never-received" };
    },
  };
}
type Moved = { readonly key: ProviderKey; readonly amount: Operation["amount"] };
