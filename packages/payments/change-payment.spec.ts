import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { withTimeout } from "./call-provider.ts";
import type { PaymentCommand, PaymentPorts } from "./change-payment.ts";
import { changePayment } from "./change-payment.ts";
import { stateOf } from "./payment.ts";
import { agree, close } from "./payment-decisions.ts";
import type { PaymentStore } from "./payment-store.ts";
import { pollPayment } from "./poll-payment.ts";
import { pollPending } from "./poll-pending.ts";
import type { InquiryAnswer, PaymentProvider, ProviderAnswer } from "./provider.ts";
import { memoryPayments, noon, orderId, termsWith } from "./spec-payments.ts";

const later = plusSeconds(noon, 60);
const placed: PaymentCommand = {
  orderId,
  cause: "evt_placed",
  at: noon,
  decide: (payment) => agree(payment, termsWith()),
};
const lapsed: PaymentCommand = {
  orderId,
  cause: "evt_lapsed",
  at: noon,
  decide: (payment) => close(payment, "lapsed"),
};
const pollAll = (ports: PaymentPorts, at: typeof noon) =>
  pollPending(ports.payments, (due) => pollPayment(ports, due.orderId, at), at);

/** A provider that answers what it is told to, and remembers what it was asked. */
function provider(answers: {
  authorise?: ProviderAnswer;
  inquire?: InquiryAnswer;
}): PaymentProvider & { calls: string[] } {
  const calls: string[] = [];
  const record = (name: string, answer: ProviderAnswer) => async (request: { key: string }) => {
    calls.push(`${name} ${request.key.slice(request.key.indexOf(":") + 1)}`);
    return answer;
  };
  const succeeded: ProviderAnswer = { outcome: "succeeded" };
  return {
    name: "bank",
    calls,
    authorise: record("authorise", answers.authorise ?? succeeded),
    reauthorise: record("reauthorise", succeeded),
    capture: record("capture", succeeded),
    void: record("void", succeeded),
    refund: record("refund", succeeded),
    async inquire(key) {
      calls.push(`inquire ${key.slice(key.indexOf(":") + 1)}`);
      return answers.inquire ?? succeeded;
    },
  };
}
const statusIn = async (payments: PaymentStore) => stateOf((await payments.find(orderId)).state).status;
const published = ({ saved }: ReturnType<typeof memoryPayments>) =>
  saved.flatMap(({ integrationEvents }) => integrationEvents.map(({ type }) => type.split(".")[2]));

test("an order is written down before the provider is called, and announced when it answered", async () => {
  const payments = memoryPayments();
  const sandbox = provider({});
  await changePayment({ payments, provider: sandbox }, placed);
  expect(payments.saved.map(({ after }) => after.state.operations.authorise?.state)).toEqual(["open", "succeeded"]);
  expect(published(payments)).toEqual(["authorised"]);
  expect(sandbox.calls).toEqual(["authorise authorise"]);
});

test("an event that comes twice calls the provider once", async () => {
  const payments = memoryPayments();
  const sandbox = provider({});
  const ports = { payments, provider: sandbox };
  await changePayment(ports, placed);
  await changePayment(ports, placed);
  expect(sandbox.calls).toEqual(["authorise authorise"]);
});

test("a decision that lost against another is made again on what is there now", async () => {
  const rivals = [lapsed];
  let rival: Promise<unknown> = Promise.resolve();
  const payments = memoryPayments(() => {
    const command = rivals.pop();
    if (command) rival = changePayment(ports, command);
  });
  const ports = { payments, provider: provider({}) };
  await changePayment(ports, placed);
  await rival;
  expect(await statusIn(payments)).toBe("voided");
});

test("an answer that never came is asked for, not assumed", async () => {
  const payments = memoryPayments();
  const sandbox = provider({ authorise: { outcome: "unknown" }, inquire: { outcome: "succeeded" } });
  const ports = { payments, provider: sandbox };
  await changePayment(ports, placed);
  expect(await statusIn(payments)).toBe("unknown");
  expect(await pollAll(ports, noon)).toMatchObject({ due: 0, asked: 0 });
  expect(await pollAll(ports, later)).toMatchObject({ due: 1, asked: 1, failed: 0, lagSeconds: 55 });
  expect(await statusIn(payments)).toBe("authorised");
  expect(sandbox.calls).toEqual(["authorise authorise", "inquire authorise"]);
});

test("what a process that died never sent is sent under the same key", async () => {
  const payments = memoryPayments();
  const dying: PaymentProvider = {
    ...provider({}),
    authorise: async () => {
      throw new Error("the process dies here");
    },
  };
  await expect(changePayment({ payments, provider: dying }, placed)).rejects.toThrow("the process dies here");
  expect(await statusIn(payments)).toBe("pending");
  const sandbox = provider({ inquire: { outcome: "never-received" } });
  await pollAll({ payments, provider: sandbox }, later);
  expect(sandbox.calls).toEqual(["inquire authorise", "authorise authorise"]);
  expect(await statusIn(payments)).toBe("authorised");
});

test("money that was found after the order lapsed is undone at once", async () => {
  const payments = memoryPayments();
  const sandbox = provider({ authorise: { outcome: "pending" } });
  const ports = { payments, provider: sandbox };
  await changePayment(ports, placed);
  await changePayment(ports, lapsed);
  await pollAll(ports, later);
  expect(sandbox.calls).toEqual(["authorise authorise", "inquire authorise", "void void"]);
  expect(published(payments)).toEqual(["authorised", "voided"]);
});

test("a provider that falls silent or breaks is unknown, in good time", async () => {
  const silent: PaymentProvider = {
    ...provider({}),
    authorise: () => new Promise(() => {}),
    inquire: async () => {
      throw new Error("connection reset");
    },
  };
  const patient = withTimeout(silent, 5);
  expect(await patient.inquire("pay_1:authorise")).toEqual({ outcome: "unknown" });
  expect(
    await patient.capture({ key: "pay_1:capture:1", payment: "pay_1", amount: minor(1), currency: "XTS" }),
  ).toEqual({
    outcome: "succeeded",
  });
  const payments = memoryPayments();
  await changePayment({ payments, provider: patient }, placed);
  expect(await statusIn(payments)).toBe("unknown");
});

test("a call that is given up is cancelled, and one that was answered is not", async () => {
  const cancelled: boolean[] = [];
  const signals: AbortSignal[] = [];
  const patient = withTimeout(
    {
      ...provider({}),
      capture: (_, until) => {
        if (until) signals.push(until);
        return new Promise((_, reject) => {
          until?.addEventListener("abort", () => {
            cancelled.push(true);
            reject(until.reason);
          });
        });
      },
      void: async (_, until) => {
        if (until) signals.push(until);
        return { outcome: "succeeded" };
      },
    },
    5,
  );
  const request = { key: "pay_1:capture:1", payment: "pay_1", amount: minor(1), currency: "XTS" } as const;
  expect(await patient.capture(request)).toEqual({ outcome: "unknown" });
  expect(await patient.void(request)).toEqual({ outcome: "succeeded" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  expect(cancelled).toEqual([true]);
});
