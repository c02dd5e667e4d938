import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { epochSecondsOf, type Instant } from "#kernel/time";
import type { Answer } from "./answer.ts";
import type { Caller } from "./caller.ts";
import { fromItem, type Item, type Key, type TableHandle, toItem } from "./dynamo.ts";
import { idempotencyKeyReused, type Problem, problem } from "./problem.ts";
import type { Write } from "./transaction.ts";

/** A command as its `Idempotency-Key` names it: scoped by caller and route, bound to one body. */
export type IdempotentRequest = {
  readonly caller: Pick<Caller, "id">;
  readonly routeKey: string;
  /** Path and body as they were sent. */
  readonly fingerprint: string;
  readonly idempotencyKey: string;
};

type StoredAnswer = { readonly fingerprint: string; readonly answer: Uint8Array };
/** The contract promises 24 hours; a day more covers DynamoDB's own delay and clocks. */
const secondsKept = 48 * 3_600;

/** Where the record of a command lies. The key is a digest: what a client chose as key is not stored. */
export const idempotencyRecordKey = ({ caller, routeKey, idempotencyKey }: IdempotentRequest): Key => ({
  pk: `idempotency#${createHash("sha256")
    .update(JSON.stringify([caller.id, routeKey, idempotencyKey]))
    .digest("base64url")}`,
  sk: "answer",
});

/** The write that records an accepted answer, for the same transaction as its effect. It is refused when the key is
 *  taken; then `replayOf` the record that stands there. */
export const idempotencyWrite = (table: string, request: IdempotentRequest, answer: Answer, now: Instant): Write => ({
  Put: {
    TableName: table,
    Item: toItem({
      ...idempotencyRecordKey(request),
      kind: "idempotency",
      fingerprint: request.fingerprint,
      answer: gzipSync(JSON.stringify(answer), { level: 1 }),
      expiresAt: epochSecondsOf(now) + secondsKept,
    }),
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

/** What a record answers: the first answer again, or a problem when the key was used with another body. */
export function replayOf(record: Item, request: IdempotentRequest): Answer | Problem<"idempotency-key-reused"> {
  const { fingerprint, answer } = fromItem<StoredAnswer>(record);
  if (fingerprint !== request.fingerprint)
    return problem(idempotencyKeyReused, "this Idempotency-Key was used with another request", {
      errors: [{ pointer: "header:Idempotency-Key", detail: "belongs to another request" }],
    });
  return { ...(JSON.parse(gunzipSync(answer).toString()) as Answer), replayed: true };
}

/** Looks for an earlier answer of this command. @returns `undefined` when there is none */
export async function findReplay({ dynamo, table }: TableHandle, request: IdempotentRequest) {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: table, Key: toItem(idempotencyRecordKey(request)), ConsistentRead: true }),
  );
  return Item ? replayOf(Item, request) : undefined;
}
