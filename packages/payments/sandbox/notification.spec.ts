import { expect, test } from "vitest";
import { instantOf, plusSeconds } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { providerKey } from "../provider.ts";
import { signedNotification, webhookReader } from "./notification.ts";

const secret = "a secret of this market";
const at = instantOf(Date.now());
const key = providerKey("ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId, "authorise");
const read = webhookReader(async () => secret);
const signed = (when = at) => signedNotification(secret, "msg_1", { key, answer: { outcome: "succeeded" }, at: when });

test("a signed notification is read as what it says", async () => {
  const { body, headers } = signed();
  expect(await read(body, headers)).toEqual({ outcome: "received", key, answer: { outcome: "succeeded" } });
});

test("a refusal carries its reason", async () => {
  const answer = { outcome: "failed", reason: "declined" } as const;
  const { body, headers } = signedNotification(secret, "msg_1", { key, answer, at });
  expect(await read(body, headers)).toEqual({ outcome: "received", key, answer });
});

test("a notification without a signature is not read at all", async () =>
  expect(await read("not even JSON", {})).toEqual({ outcome: "signature-missing" }));

test("a body that was changed, another secret and an old signature are refused", async () => {
  const { body, headers } = signed();
  const invalid = { outcome: "signature-invalid" };
  expect(await read(body.replace("succeeded", "failed"), headers)).toEqual(invalid);
  expect(await webhookReader(async () => "another")(body, headers)).toEqual(invalid);
  const stale = signed(plusSeconds(at, -600));
  expect(await read(stale.body, stale.headers)).toEqual(invalid);
});

test.each(["[]", "{}", '{"type":"other"}', "no JSON", ""])(
  "a signed body %s that is no notification is unreadable",
  async (body) => {
    const { Webhook } = await import("standardwebhooks");
    const signature = new Webhook(new TextEncoder().encode(secret), { format: "raw" }).sign(
      "msg_2",
      new Date(at),
      body,
    );
    const timestamp = String(Math.floor(Date.parse(at) / 1_000));
    const headers = { "webhook-id": "msg_2", "webhook-timestamp": timestamp, "webhook-signature": signature };
    expect(await read(body, headers)).toEqual({ outcome: "unreadable" });
  },
);
