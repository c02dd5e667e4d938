import { SQSClient } from "@aws-sdk/client-sqs";
import { sandboxName } from "#payments/sandbox/provider";
import { deliver, queuePost } from "#payments/sandbox/webhook-sender";
import { readEnvironment } from "#platform/environment";
import { messageFunction } from "#platform/event-function";
import { secretOf } from "#platform/secret";
import { sandboxNotify } from "./manifest.ts";

const { SANDBOX_QUEUE_URL, API_URL, PROVIDER_SECRET_ARN } = readEnvironment(sandboxNotify.environment);
const delivery = {
  url: `${API_URL}/payments/notifications/${sandboxName}`,
  secret: secretOf(PROVIDER_SECRET_ARN),
  post: queuePost(SANDBOX_QUEUE_URL, new SQSClient({})),
};

export const handler = messageFunction((message, now) => deliver(message, delivery, now));
