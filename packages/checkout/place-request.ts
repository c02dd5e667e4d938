import type { Instant } from "#kernel/time";
import type { Answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Problem } from "#platform/problem";
import type { OrderBody } from "./order-body.ts";
import type { DraftProblem } from "./order-draft.ts";

export type PlaceRequest = {
  readonly body: OrderBody;
  readonly caller: Caller;
  readonly now: Instant;
  readonly idempotency: IdempotentRequest;
};
export type PlaceProblem = DraftProblem | Problem<"unknown-listing" | "out-of-stock" | "idempotency-key-reused">;
export type PlaceAnswer = Answer<200 | 201 | 202>;
