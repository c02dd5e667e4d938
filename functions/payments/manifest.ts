import * as z from "zod/mini";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { lapsedV1 } from "#ordering/contracts/lapsed.v1";
import { linesDispatchedV3 } from "#ordering/contracts/lines-dispatched.v3";
import { placedV2 } from "#ordering/contracts/placed.v2";
import { refusedV1 } from "#ordering/contracts/refused.v1";
import { signatureInvalid, signatureMissing } from "#payments/contracts/problems";
import { queueUrl, secretArn, tableName } from "#platform/environment";
import { consumer, queueWorker, schedule } from "#platform/manifest";

import { route } from "#platform/route";

export const routes = {
  notify: route("POST /payments/notifications/{provider}", {
    scope: undefined,
    summary: "A payment provider tells what became of an operation, signed as Standard Webhooks 1.0 demands",
    path: z.object({ provider: z.string().check(z.maxLength(64)) }),
    raw: true,
    answers: { 204: null },
    problems: [signatureMissing, signatureInvalid],
  }),
} as const;

/** Payments, and the sandbox provider's own table and queue: whoever calls the provider needs all three. */
const provided = { PAYMENTS_TABLE: tableName, SANDBOX_TABLE: tableName, SANDBOX_QUEUE_URL: queueUrl };

export const notificationsEnvironment = z.object({ ...provided, PROVIDER_SECRET_ARN: secretArn });

/** The means of payment lie with the order: no event carries them. */
export const pay = consumer({
  on: [placedV2],
  environment: z.object({ ...provided, ORDERING_TABLE: tableName }),
  impactWhenStuck: "Placed orders are not paid for and lapse when they are due.",
  timeoutSeconds: 20,
});

export const undo = consumer({
  on: [lapsedV1, refusedV1, cancelledV3],
  environment: z.object(provided),
  impactWhenStuck: "Buyers of lapsed and cancelled orders do not get their money back.",
  timeoutSeconds: 20,
});

export const capture = consumer({
  on: [linesDispatchedV3],
  environment: z.object(provided),
  impactWhenStuck: "Goods leave without being paid for; authorisations end after some days.",
  timeoutSeconds: 20,
});

export const pollPending = schedule({
  everyMinutes: 1,
  environment: z.object(provided),
  impactWhenStuck: "Payments whose answer or notification was lost stay undecided, and their orders lapse.",
  timeoutSeconds: 55,
});

/** The sandbox provider's own sender of notifications, behind its own queue. `API_URL` is where the shop listens. */
export const sandboxNotify = queueWorker({
  fedBy: { variable: "SANDBOX_QUEUE_URL" },
  environment: z.object({
    SANDBOX_QUEUE_URL: queueUrl,
    API_URL: z.string().check(z.startsWith("http")),
    PROVIDER_SECRET_ARN: secretArn,
  }),
  impactWhenStuck: "The sandbox provider's notifications are late; payments are asked for by the clock instead.",
});
