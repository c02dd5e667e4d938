import { instantOf } from "#kernel/time";
import type { PaymentProvider, ProviderAnswer, ProviderKey } from "../provider.ts";
import { answerAt, type Operation } from "./account.ts";
import { type Post, parcelsOf } from "./courier.ts";
import type { Ledger } from "./ledger.ts";
import { scriptOf } from "./tokens.ts";

/** What the provider sends notifications under: `POST /payments/notifications/sandbox`. */
export const sandboxName = "sandbox";

export type Sandbox = {
  readonly ledger: Ledger;
  readonly post: Post;
  /** How long every answer takes, in milliseconds. */
  readonly latency?: number;
};
const usualLatency = 15;

/** A provider that behaves like a hosted one: it remembers, takes its time, falls silent, and tells later. Its test
 *  tokens decide how. */
export function sandboxProvider({ ledger, post, latency = usualLatency }: Sandbox): PaymentProvider {
  const passTime = () => new Promise((resolve) => setTimeout(resolve, latency));
  const clock = () => instantOf(Date.now());

  async function move(kind: Exclude<Operation["kind"], "authorise">, { key, amount }: Moved): Promise<ProviderAnswer> {
    await passTime();
    const now = clock();
    const { record } = await ledger.carryOut(key, { kind, amount }, now);
    return answerAt(record, now);
  }

  return {
    async authorise({ key, amount, settlement, payBy, token }) {
      await passTime();
      const now = clock();
      const script = scriptOf(token);
      const { record, isNew } = await ledger.carryOut(
        key,
        { kind: "authorise", amount, settlement, payBy, script },
        now,
      );
      if (!isNew) return answerAt(record, now);
      for (const parcel of parcelsOf(record, script)) await post(parcel, now);
      if (script.call === "silence") return new Promise<never>(() => {});
      return script.call === "pending" ? { outcome: "pending" } : answerAt(record, now);
    },
    renew: (request) => move("renew", request),
    capture: (request) => move("capture", request),
    void: (request) => move("void", request),
    refund: (request) => move("refund", request),
    async inquire(key) {
      await passTime();
      const record = await ledger.find(key);
      return record ? answerAt(record, clock()) : { outcome: "never-received" };
    },
  };
}
type Moved = { readonly key: ProviderKey; readonly amount: Operation["amount"] };
