import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { isInFlight } from "./operation.ts";
import { newPayment, type Payment, stateOf } from "./payment.ts";
import { agree, close } from "./payment-decisions.ts";
import { type Command, paymentService } from "./payment-service.ts";
import type { PaymentChange, PaymentStore } from "./payment-store.ts";
import type { PaymentTerms } from "./payment-terms.ts";
import { pollPending } from "./poll-pending.ts";
import type { InquiryAnswer, PaymentProvider, ProviderAnswer } from "./provider.ts";
import { withTimeout } from "./provider-timeout.ts";

const orderId = "ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId;
const now = "2026-01-10T12:00:00.000Z" as Instant;
const later = plusSeconds(now, 60);
const terms: PaymentTerms = {
  total: minor(10_000),
  currency: "XTS",
  method: "card",
  captureMode: "deferred",
  dueAt: plusSeconds(now, 900),
};
const placed: Command = { orderId, cause: "evt_placed", decide: (payment) => agree(payment, terms) };
const lapsed: Command = { orderId, cause: "evt_lapsed", decide: (payment) => close(payment, "lapsed") };

/** Payments in memory, with the promises of the port. `onSave` may do what others do meanwhile. */
function memoryStore(onSave: () => void = () => {}): PaymentStore & { readonly saved: PaymentChange[] } {
  let payment: Payment = newPayment(orderId);
  const seen = new Set<string>();
  const saved: PaymentChange[] = [];
  return {
    saved,
    find: async () => payment,
    async save(change) {
      onSave();
      if (change.cause !== undefined && seen.has(change.cause)) return "already-done";
      if (change.before.version !== payment.version) return "changed-meanwhile";
      payment = change.after;
      if (change.cause !== undefined) seen.add(change.cause);
      saved.push(change);
      return "saved";
    },
    findDue: async (at) =>
      Object.values(payment.operations)
        .filter((operation) => operation !== undefined)
        .filter(isInFlight)
        .filter(({ askAt }) => askAt <= at)
        .map(({ askAt }) => ({ orderId, since: askAt })),
  };
}

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
const statusIn = async (store: PaymentStore) => stateOf(await store.find(orderId)).status;
const announced = ({ saved }: { saved: PaymentChange[] }) =>
  saved.flatMap(({ integrationEvents }) => integrationEvents.map(({ contract }) => contract.type.split(".")[2]));

test("an order is written down before the provider is called, and announced when it answered", async () => {
  const store = memoryStore();
  const sandbox = provider({});
  await paymentService({ store, provider: sandbox }).handle(placed, now);
  expect(store.saved.map(({ after }) => after.operations.authorise?.state)).toEqual(["open", "succeeded"]);
  expect(announced(store)).toEqual(["authorised"]);
  expect(sandbox.calls).toEqual(["authorise authorise"]);
});

test("an event that comes twice calls the provider once", async () => {
  const store = memoryStore();
  const sandbox = provider({});
  const service = paymentService({ store, provider: sandbox });
  await service.handle(placed, now);
  await service.handle(placed, now);
  expect(sandbox.calls).toEqual(["authorise authorise"]);
});

test("a decision that lost against another is made again on what is there now", async () => {
  const rivals: Command[] = [];
  const services: { handle?: (command: Command, at: Instant) => Promise<unknown> } = {};
  let rival: Promise<unknown> = Promise.resolve();
  const store = memoryStore(() => {
    const command = rivals.pop();
    if (command) rival = services.handle?.(command, now) ?? rival;
  });
  const sandbox = provider({});
  const service = paymentService({ store, provider: sandbox });
  services.handle = service.handle;
  rivals.push(lapsed);
  await service.handle(placed, now);
  await rival;
  expect(await statusIn(store)).toBe("voided");
});

test("an answer that never came is asked for, not assumed", async () => {
  const store = memoryStore();
  const sandbox = provider({ authorise: { outcome: "unknown" }, inquire: { outcome: "succeeded" } });
  const service = paymentService({ store, provider: sandbox });
  await service.handle(placed, now);
  expect(await statusIn(store)).toBe("unknown");
  expect(await pollPending(store, service, now)).toMatchObject({ due: 0, asked: 0 });
  expect(await pollPending(store, service, later)).toMatchObject({ due: 1, asked: 1, failed: 0, lagSeconds: 55 });
  expect(await statusIn(store)).toBe("authorised");
  expect(sandbox.calls).toEqual(["authorise authorise", "inquire authorise"]);
});

test("what a process that died never sent is sent under the same key", async () => {
  const store = memoryStore();
  const dying: PaymentProvider = {
    ...provider({}),
    authorise: async () => {
      throw new Error("the process dies here");
    },
  };
  await expect(paymentService({ store, provider: dying }).handle(placed, now)).rejects.toThrow();
  expect(await statusIn(store)).toBe("pending");
  const sandbox = provider({ inquire: { outcome: "never-received" } });
  await pollPending(store, paymentService({ store, provider: sandbox }), later);
  expect(sandbox.calls).toEqual(["inquire authorise", "authorise authorise"]);
  expect(await statusIn(store)).toBe("authorised");
});

test("money that was found after the order lapsed is undone at once", async () => {
  const store = memoryStore();
  const sandbox = provider({ authorise: { outcome: "pending" } });
  const service = paymentService({ store, provider: sandbox });
  await service.handle(placed, now);
  await service.handle(lapsed, now);
  await pollPending(store, service, later);
  expect(sandbox.calls).toEqual(["authorise authorise", "inquire authorise", "void void"]);
  expect(announced(store)).toEqual(["authorised", "voided"]);
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
  const store = memoryStore();
  await paymentService({ store, provider: patient }).handle(placed, now);
  expect(await statusIn(store)).toBe("unknown");
});
