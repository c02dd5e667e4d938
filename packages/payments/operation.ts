import type { Minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import { mayBecome, type Transitions } from "#kernel/transitions";
import type { OperationKey } from "./operation-key.ts";
import type { ProviderAnswer } from "./provider.ts";

/** Something to be carried out at the provider. */
export type PlannedOperation = { readonly key: OperationKey; readonly amount: Minor };

/**
 * An operation at the provider, written down before the provider is called.
 * `open`: no answer is known yet; `unknown`: none came; `pending`: the provider will say later. All three are polled at
 * `askAt`. `succeeded` and `failed` are final.
 */
export type PaymentOperation = PlannedOperation & { readonly openedAt: Instant } & OperationState;
type OperationState =
  | { readonly state: "open" | "unknown" | "pending"; readonly asks: number; readonly askAt: Instant }
  | { readonly state: "succeeded"; readonly endedAt: Instant }
  | { readonly state: "failed"; readonly reason: string; readonly endedAt: Instant };

/** The operations of a payment, each under its key. */
export type Operations = Readonly<Partial<Record<OperationKey, PaymentOperation>>>;

/** Which states may follow which. */
export const operationTransitions = {
  open: ["unknown", "pending", "succeeded", "failed"],
  unknown: ["unknown", "pending", "succeeded", "failed"],
  pending: ["pending", "succeeded", "failed"],
  succeeded: [],
  failed: [],
} as const satisfies Transitions<PaymentOperation["state"]>;

/** @throws Error when an operation changed in a way that its table does not allow, or came in another state than `open` */
export function checkOperationSteps(before: Operations, after: Operations): void {
  for (const { key, state } of Object.values(after).filter((operation) => operation !== undefined)) {
    const from = before[key];
    if (from && from.state === state) continue;
    const isAllowed = from ? mayBecome(operationTransitions, from.state, state) : state === "open";
    if (!isAllowed) throw new Error(`the operation ${key}, which is ${from?.state ?? "new"}, cannot become ${state}`);
  }
}

/** An operation as it is written before the call. A process that dies now is made good by the first poll. */
export const openOperation = ({ key, amount }: PlannedOperation, at: Instant): PaymentOperation => ({
  key,
  amount,
  openedAt: at,
  state: "open",
  asks: 0,
  askAt: plusSeconds(at, secondsUntilAsked.open),
});

/** An operation whose end is not known yet. */
export type OperationInFlight = Extract<PaymentOperation, { state: "open" | "unknown" | "pending" }>;

/** Whether its end is not known yet. */
export const isInFlight = (operation: PaymentOperation): operation is OperationInFlight =>
  operation.state !== "succeeded" && operation.state !== "failed";

/** The first wait. A call takes less than `open`, an answer that never came is worth a question soon, and a provider
 *  that will say later gets some time to do so. */
const secondsUntilAsked = { open: 30, unknown: 5, pending: 30 } as const;
const longestWaitSeconds = 3_600;

/** An operation in flight after one more answer. Polls become rarer, doubling up to one an hour, and never end. Silence
 *  takes nothing back of what is pending. */
export function afterAnswer(
  { key, amount, openedAt, state, asks }: OperationInFlight,
  answer: ProviderAnswer,
  at: Instant,
): PaymentOperation {
  const known = { key, amount, openedAt };
  switch (answer.outcome) {
    case "succeeded":
      return { ...known, state: "succeeded", endedAt: at };
    case "failed":
      return { ...known, state: "failed", reason: answer.reason, endedAt: at };
    default: {
      const next = state === "pending" ? state : answer.outcome;
      const wait = Math.min(secondsUntilAsked[next] * 2 ** Math.min(asks, 12), longestWaitSeconds);
      return { ...known, state: next, asks: asks + 1, askAt: plusSeconds(at, wait) };
    }
  }
}
