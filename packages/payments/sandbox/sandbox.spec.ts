import fc from "fast-check";
import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { providerKey } from "../provider.ts";
import { type Account, answerAt, carryOut, type Operation } from "./account.ts";
import { scriptOf } from "./tokens.ts";
import { queuePost, webhooksOf } from "./webhook-sender.ts";

const now = "2026-01-10T12:00:00.000Z" as Instant;
const payBy = plusSeconds(now, 1_800);
const key = providerKey("ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId, "authorise");
const authorise = (token: string | undefined, captureMode: "deferred" | "immediate" = "deferred") =>
  carryOut(undefined, { kind: "authorise", amount: minor(1_000), captureMode, payBy, script: scriptOf(token) }, now);

test.each([
  [undefined, now, { outcome: "succeeded" }],
  ["tok_ok", now, { outcome: "succeeded" }],
  ["tok_declined", now, { outcome: "failed", reason: "declined" }],
  ["tok_timeout", now, { outcome: "succeeded" }],
  ["tok_timeout_declined", now, { outcome: "failed", reason: "declined" }],
  ["tok_slow", plusSeconds(now, 4), { outcome: "pending" }],
  ["tok_slow", plusSeconds(now, 5), { outcome: "succeeded" }],
  ["tok_late", payBy, { outcome: "pending" }],
  ["tok_late", plusSeconds(payBy, 120), { outcome: "succeeded" }],
  ["tok_lost", now, { outcome: "succeeded" }],
  ["tok_nobody_issued", now, { outcome: "failed", reason: "unknown-token" }],
])("asked about %s at %s the provider says %o", (token, at, answer) =>
  expect(answerAt(authorise(token), at)).toEqual(answer),
);

test("only what is not answered at once is told, and three times where the token says so", () => {
  const webhooks = (token: string) => {
    const { result, knownFrom } = authorise(token);
    return webhooksOf({ key, kind: "authorise", amount: minor(1_000), result, knownFrom }, scriptOf(token));
  };
  expect(webhooks("tok_ok")).toEqual([]);
  expect(webhooks("tok_lost")).toEqual([]);
  expect(webhooks("tok_slow")).toMatchObject([{ answer: { outcome: "succeeded" }, notBefore: plusSeconds(now, 5) }]);
  const thrice = webhooks("tok_thrice");
  expect(thrice.filter(({ answer }) => answer.outcome === "succeeded")).toHaveLength(3);
  expect(new Set(thrice.map(({ id }) => id)).size).toBe(2);
});

test("what is far away waits for the queue's longest time, and is posted again", async () => {
  const delays: (number | undefined)[] = [];
  const post = queuePost("http://queue", {
    send: async (command: { input: { DelaySeconds?: number } }) => delays.push(command.input.DelaySeconds),
  } as never);
  const webhook = { id: "msg_1", key, answer: { outcome: "succeeded" }, notBefore: plusSeconds(now, 3_600) } as const;
  await post(webhook, now);
  await post(webhook, plusSeconds(now, 3_590));
  await post(webhook, plusSeconds(now, 4_000));
  expect(delays).toEqual([900, 10, 0]);
});

const anOperation = fc.record({
  kind: fc.constantFrom("capture" as const, "void" as const, "refund" as const),
  amount: fc.integer({ min: 1, max: 800 }).map(minor),
}) satisfies fc.Arbitrary<Operation>;

test("no sequence of operations moves more than was authorised, nor back more than was captured", () =>
  fc.assert(
    fc.property(fc.array(anOperation), (operations) => {
      let account: Account | undefined = authorise("tok_ok").account;
      for (const operation of operations) account = carryOut(account, operation, now).account;
      if (!account) throw new Error("accounts stay");
      expect(account.captured + account.voided).toBeLessThanOrEqual(account.authorised);
      expect(account.refunded).toBeLessThanOrEqual(account.captured);
    }),
  ));
