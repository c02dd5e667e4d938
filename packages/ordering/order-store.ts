import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { SellerId } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { EarlierReply, EntityStore } from "#platform/decide-and-save";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Page } from "#platform/page";
import type { LineUnits } from "./contracts/fields.ts";
import type { OrderId } from "./contracts/ids.ts";
import type { Order, OrderLine, OrderStatus } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import type { PersonalData } from "./personal-data.ts";

/** An order with what lies beside its head. */
export type FullOrder = { readonly order: Order; readonly lines: readonly OrderLine[] };
/** Without personal data where they were erased. */
export type OrderWithPersonalData = FullOrder & Partial<PersonalData>;

/** The lines of an order that is to be cancelled. */
export type CancellableLines = Pick<FullOrder, "lines"> & Pick<PersonalData, "lineReasons">;

/** An order whose time to be paid is over. */
export type DueOrder = { readonly id: OrderId; readonly dueAt: Instant };

/** What a list is narrowed to: all that is said holds of each order. */
export type OrderFilter = {
  readonly status?: OrderStatus | undefined;
  readonly sellerIds?: readonly SellerId[] | undefined;
  readonly externalId?: string | undefined;
  /** The caller that placed them. */
  readonly placedBy?: string | undefined;
  readonly placedFrom?: Instant | undefined;
  /** Up to and with this moment. */
  readonly placedTo?: Instant | undefined;
  /** Placed or changed at this moment or later. */
  readonly changedSince?: Instant | undefined;
};

/** Orders, as they are found and changed. All that is read here is read consistently. */
export type OrderStore = {
  /** The head alone. @returns `undefined` when there is no such order */
  findHead(id: OrderId): Promise<Order | undefined>;
  /** Head and lines, read together and consistently. */
  find(id: OrderId): Promise<FullOrder | undefined>;
  /** With personal data, for those who may see them. */
  findWithPersonalData(id: OrderId): Promise<OrderWithPersonalData | undefined>;
  /** What a command was answered first. @returns `undefined` when it is new */
  findReply(request: IdempotentRequest): Promise<EarlierReply | undefined>;
  /** Where the order of this id lies, with its lines beside it. */
  at(id: OrderId): EntityStore<Order, OrderEvent, readonly OrderLine[]>;
  /** The same with what was written of why lines were cancelled. */
  atWithReasons(id: OrderId): EntityStore<Order, OrderEvent, CancellableLines>;
  /** The same for decisions that need no lines: one item is read, whatever the order's size. */
  headAt(id: OrderId): EntityStore<Order, OrderEvent>;
};

/** @param after the last id of the page before; ids are newest first */
export type OrderList = (
  filter: OrderFilter,
  page: { readonly limit: number; readonly after?: string | undefined },
) => Promise<Page<OrderWithPersonalData>>;

/** A shipment that is about to leave with these lines. `dispatchedAt` is when it did, as its seller says. */
export type DispatchRequest = {
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
  readonly lines: readonly LineUnits[];
  readonly carrier: string;
  readonly trackingNumber?: string;
  readonly dispatchedAt: Instant;
};
