import type { Instant } from "#kernel/time";
import type { Answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Problem } from "#platform/problem";
import type { OrderBody } from "./order-body.ts";
import type { DraftProblem } from "./order-draft.ts";

/** `POST /orders`, as it was sent and by whom. */
export type PlaceRequest = {
  readonly body: OrderBody;
  readonly caller: Caller;
  readonly now: Instant;
  readonly idempotency: IdempotentRequest;
};
/** Every way in which an order is refused. */
export type PlaceProblem = DraftProblem | Problem<"unknown-listing" | "out-of-stock" | "idempotency-key-reused">;
/** 201: held. 202: reserving, its stock is taken chunk by chunk. 200: the order was placed before. */
export type PlaceAnswer = Answer<200 | 201 | 202>;
/** What its body shows: the order, as ordering shows it. */
export { orderView as placedOrder } from "#ordering/order-view";
