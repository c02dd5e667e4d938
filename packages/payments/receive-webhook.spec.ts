import { expect, test } from "vitest";
import { changePayment } from "./change-payment.ts";
import { stateOf } from "./payment.ts";
import { agree } from "./payment-decisions.ts";
import type { PaymentProvider, ProviderKey } from "./provider.ts";
import { providerKey } from "./provider.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { memoryPayments, noon, orderId, termsWith } from "./spec-payments.ts";
import type { ProviderWebhook } from "./webhook.ts";

const pending = async () => ({ outcome: "pending" }) as const;
const provider: PaymentProvider = {
  name: "sandbox",
  authorise: pending,
  reauthorise: pending,
  capture: pending,
  void: pending,
  refund: pending,
  inquire: pending,
};

/** An order whose payment is pending, and what the provider's webhook is answered. */
async function receive(webhook: ProviderWebhook, name = "sandbox") {
  const payments = memoryPayments();
  await changePayment({ payments, provider }, { orderId, at: noon, decide: (one) => agree(one, termsWith()) });
  const answered = await receiveWebhook({ payments, provider }, new Map([["sandbox", async () => webhook]]), {
    path: { provider: name },
    rawBody: "",
    headers: {},
    now: noon,
  });
  return { answered, status: stateOf((await payments.find(orderId)).state).status };
}
const succeeded = (key: ProviderKey): ProviderWebhook => ({
  outcome: "received",
  key,
  answer: { outcome: "succeeded" },
});

test("what a webhook says is recorded", async () => {
  expect(await receive(succeeded(providerKey(orderId, "authorise")))).toEqual({
    answered: { status: 204, body: undefined },
    status: "authorised",
  });
});

test.each(["nobody", "constructor", ""])("%j is no provider", async (name) => {
  const { answered, status } = await receive(succeeded(providerKey(orderId, "authorise")), name);
  expect(answered).toMatchObject({ problem: "not-found" });
  expect(status).toBe("pending");
});

test.each([
  [{ outcome: "signature-missing" }, "signature-missing", "header:webhook-signature"],
  [{ outcome: "signature-invalid" }, "signature-invalid", "header:webhook-signature"],
  [{ outcome: "unreadable" }, "unreadable", ""],
  [succeeded("pay_of-nobody:authorise"), "unreadable", "/data/key"],
] as const)("a webhook that is %j changes nothing", async (webhook, problem, pointer) => {
  const { answered, status } = await receive(webhook);
  expect(answered).toMatchObject({ problem, errors: [{ pointer }] });
  expect(status).toBe("pending");
});
