import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { reach, regionIn } from "#cli/market-api/running";
import { idAs, newId } from "#kernel/ids";
import { orderIds } from "#ordering/contracts/ids";
import { paymentIds } from "#payments/contracts/ids";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import { dynamoOf, tablesOf } from "#test/support/local-aws";
import { type Answer, clientWith } from "#test/support/market-client";
import { marketsOfStack } from "#test/support/shop";
import { settledDigest } from "#test/support/table-scan";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const dynamo = dynamoOf(market.code);
const everything = () => settledDigest(dynamo, tablesOf(market.code));
const anyone = clientWith(market.code, undefined);
const path = "/payments/notifications/sandbox";
let secret: string;
let before: Readonly<Record<string, string>>;

beforeAll(async () => {
  const cloud = inject("cloud");
  const secrets = new SecretsManagerClient(reach(cloud, regionIn(cloud, market.code)));
  const SecretId = `archipelago-${market.code}-sandbox-signing`;
  secret = (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? "";
  secrets.destroy();
  before = await everything();
});
afterAll(() => dynamo.destroy());

/** Headers that the provider itself would send with a body. @param age in seconds */
function signed(text: string, { age = 0, key = secret } = {}): Record<string, string> {
  const at = new Date(Date.now() - age * 1_000);
  const webhook = new Webhook(new TextEncoder().encode(key), { format: "raw" });
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": webhook.sign("msg_1", at, text),
  };
}
const notify = (text: string, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  anyone.call("POST", path, { text, headers, key: null });

test("who signs nothing is told so", async () => {
  const whole = signed("{}");
  for (const missing of Object.keys(whole)) {
    const { [missing]: _, ...rest } = whole;
    mustRefuse(await notify("{}", rest), 401, "signature-missing", "header:webhook-signature");
  }
  mustRefuse(await notify("{}", {}), 401, "signature-missing", "header:webhook-signature");
});

test("a signature that does not fit is refused, whatever it looks like", async () => {
  const whole = signed("{}");
  const wrong: readonly Record<string, string>[] = [
    { ...whole, "webhook-id": "msg_2" },
    signed("{} "),
    signed("{}", { key: "another secret" }),
    signed("{}", { age: 600 }),
    signed("{}", { age: -600 }),
    ...["abc", "-1", "1e99", "Infinity", "9".repeat(400)].map((time) => ({ ...whole, "webhook-timestamp": time })),
    ...["x", "v1,", "v1,x", "v2,AAAA", ",,,", "v1", "v1,A ".repeat(500).trim()].map((signature) => ({
      ...whole,
      "webhook-signature": signature,
    })),
  ];
  for (const headers of wrong)
    mustRefuse(await notify("{}", headers), 401, "signature-invalid", "header:webhook-signature");
});

test("what is signed but no notification is unreadable", async () => {
  const texts = ["{", "null", "[]", "42", "{}", '{"type":"payment.operation.updated"}', "[".repeat(100_000)];
  for (const text of texts) mustRefuse(await notify(text, signed(text)), 400, "unreadable");
});

test("a notification of a payment that nobody asked for is taken and forgotten", async () => {
  const key = `${idAs(paymentIds, newId(orderIds))}:authorise`;
  for (const each of [key, "authorise", "pay_1:authorise", `${key}:authorise`, "constructor"]) {
    const data = { key: each, status: "succeeded" };
    const text = JSON.stringify({ type: "payment.operation.updated", timestamp: new Date().toISOString(), data });
    mustAnswer(await notify(text, signed(text)), 204, 400);
  }
});

test("more than 256 kB are not read", async () => {
  const text = JSON.stringify({ padding: "x".repeat(256 * 1024) });
  mustRefuse(await notify(text, signed(text)), 413, "body-too-large");
});

test("there is no other provider", async () => {
  for (const provider of ["nobody", "__proto__", "%00", "SANDBOX", "x".repeat(65)]) {
    const answer = await anyone.call("POST", `/payments/notifications/${provider}`, {
      text: "{}",
      headers: signed("{}"),
    });
    if (answer.status === 422) mustRefuse(answer, 422, "invalid", "path:provider");
    else mustRefuse(answer, 404, "not-found");
  }
});

test("nothing has changed by all of this", async () => expect(await everything()).toEqual(before));
