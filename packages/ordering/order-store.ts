import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { SellerId } from "#kernel/codes";
import type { Decision } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import type { Answer } from "#platform/answer";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Page } from "#platform/page";
import type { Problem } from "#platform/problem";
import type { Buyer } from "./buyer.ts";
import type { LineId, OrderId } from "./contracts/ids.ts";
import type { Order, OrderLine, OrderStatus } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";

/** An order with what lies beside its head. */
export type FullOrder = { readonly order: Order; readonly lines: readonly OrderLine[] };
export type OrderWithBuyer = FullOrder & {
  readonly buyer: Buyer | undefined;
  /** What whoever cancelled the order wrote: it may name people, so it lies with the buyer. */
  readonly cancelReason?: string | undefined;
};

/** Why an order changes. `id` is the causing event's: the same cause changes an order once. */
export type Cause = { readonly id?: string; readonly at: Instant };

export type Changed<Rejection> =
  | { readonly outcome: "changed"; readonly order: Order; readonly lines: readonly OrderLine[] }
  /** Repeated cause, or what was asked for already holds. */
  | { readonly outcome: "unchanged"; readonly order: Order; readonly lines: readonly OrderLine[] }
  | { readonly outcome: "rejected"; readonly rejection: Rejection }
  /** The command was answered before; nothing was decided now. */
  | { readonly outcome: "repeated"; readonly reply: EarlierReply }
  | { readonly outcome: "not-found" };

/** A client's command, and what is kept to answer it now and whenever it is repeated: see `recorded`. */
export type Reply = {
  readonly request: IdempotentRequest;
  readonly answer: (order: Order, lines: readonly OrderLine[]) => Answer;
};
/** What a command was answered first, or that its key belongs to another request. */
export type EarlierReply = Answer | Problem<"idempotency-key-reused">;

/** An order whose time to be paid is over. */
export type DueOrder = { readonly id: OrderId; readonly dueAt: Instant };

/** What a list is narrowed to. */
export type OrderFilter = {
  readonly status?: OrderStatus;
  readonly sellerIds?: readonly SellerId[];
  readonly externalId?: string;
};

export type OrderStore = {
  /** The head alone. @returns `undefined` when there is no such order */
  findHead(id: OrderId): Promise<Order | undefined>;
  /** Head and lines, read together and consistently. */
  find(id: OrderId): Promise<FullOrder | undefined>;
  /** With the buyer: personal data, for those who may see it. */
  findWithBuyer(id: OrderId): Promise<OrderWithBuyer | undefined>;
  /** Decides on the newest state and writes the next one, its events and the mark of its cause in one transaction; when
   *  others were faster it decides again.
   *  @param reply the client's command and what it will be answered again
   *  @throws ContentionError when others kept winning */
  change<Rejection>(
    id: OrderId,
    cause: Cause,
    decide: (order: Order, lines: readonly OrderLine[]) => Decision<OrderEvent, Rejection>,
    reply?: Reply,
  ): Promise<Changed<Rejection>>;
  /** `change` for decisions that need no lines: one item is read, whatever the order's size. */
  changeHead<Rejection>(
    id: OrderId,
    cause: Cause,
    decide: (order: Order) => Decision<OrderEvent, Rejection>,
  ): Promise<Changed<Rejection>>;
};

/** @param after the last id of the page before; ids are newest first */
export type OrderList = (
  filter: OrderFilter,
  page: { readonly limit: number; readonly after?: string | undefined },
) => Promise<Page<OrderWithBuyer>>;

export type DispatchClaim = {
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
  readonly lineIds: readonly LineId[];
  readonly carrier: string;
  readonly trackingNumber?: string;
  readonly dispatchedAt: Instant;
};
