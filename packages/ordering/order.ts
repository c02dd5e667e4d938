import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { NodeId, SellerId, Sku } from "#kernel/codes";
import type { Currency, Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { Transitions } from "#kernel/transitions";
import type { Category, Channel, PaymentMethod } from "#markets/vocabulary";
import type { LineId, OrderId } from "./contracts/ids.ts";

/** What was bought, at which price, and the node that keeps it. Never changes once the order is held. */
export type OrderLine = {
  readonly lineId: LineId;
  readonly sellerId: SellerId;
  readonly sku: Sku;
  readonly title: string;
  readonly category: Category;
  readonly quantity: number;
  readonly unitPrice: Minor;
  /** What comes off all of its units together; absent where nothing does. */
  readonly discount?: Minor;
  readonly nodeId: NodeId;
};

/** A shipment as the order knows it. */
export type ShipmentRef = {
  readonly id: ShipmentId;
  readonly status: ShipmentStatus;
  readonly lineIds: readonly LineId[];
};
/** How far a shipment is, as the order was told. `cancelled`: all its lines were, before it left. */
export type ShipmentStatus = "planned" | "dispatched" | "delivered" | "cancelled";

/** Sums of an order, in minor units. `total` = goods + shipping + tax − discount. */
export type Totals = {
  readonly goods: Minor;
  readonly shipping: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly total: Minor;
};

/** What an order is about. Fixed when it is placed: later changes of prices or rules do not touch it. */
export type Terms = {
  readonly id: OrderId;
  readonly externalId?: string;
  readonly market: string;
  readonly channel: Channel;
  readonly currency: Currency;
  readonly totals: Totals;
  /** How many lines it has; they lie on pages of their own. */
  readonly lineCount: number;
  readonly pages: number;
  readonly method: PaymentMethod;
  readonly installments?: number;
  readonly paymentToken?: string;
  /** How long it waits for its money, in seconds. */
  readonly holdSeconds: number;
  /** When the buyer ordered; before `recordedAt` for orders taken over from another system. */
  readonly placedAt: Instant;
  readonly recordedAt: Instant;
  /** The id of the caller that placed it. */
  readonly placedBy: string;
};

/** So many units of a line, by lines. */
export type UnitsByLine = Readonly<Record<LineId, number>>;

/** What has become of the lines: cancelled ones, and shipments with the others. */
export type Progress = {
  /** Lines of which no unit is left. */
  readonly cancelledLines: readonly LineId[];
  /** Of lines of which others are left: how many units were cancelled. Absent where there is no such line. */
  readonly cancelledUnits?: UnitsByLine;
  readonly shipments: readonly ShipmentRef[];
};

/** That the money is there. Withdrawn lines and units were cancelled before: they were never sold. */
export type Confirmation = {
  readonly confirmedAt: Instant;
  readonly withdrawnLines: readonly LineId[];
  readonly withdrawnUnits?: UnitsByLine;
};

/**
 * The state of an order. `reserving` orders take their stock chunk by chunk and are nothing to anybody yet; `held` ones
 * wait for their money.
 */
export type OrderState =
  | { readonly status: "reserving"; readonly deadline: Instant; readonly nextChunk: number; readonly chunks: number }
  | { readonly status: "refused"; readonly statusReason: string }
  | ({ readonly status: "held"; readonly dueAt: Instant } & Progress)
  | ({ readonly status: "confirmed" } & Confirmation & Progress)
  | ({ readonly status: "lapsed" } & Progress)
  | ({ readonly status: "cancelled"; readonly statusReason: string } & Partial<Confirmation> & Progress)
  | ({ readonly status: "completed"; readonly completedAt: Instant } & Confirmation & Progress);

/** The only arbiter of what happens to goods and money: every step is one conditional write of this. */
export type Order = Terms & { readonly version: number } & OrderState;
/** The names of the states. */
export type OrderStatus = OrderState["status"];
/** An order of which the state is known. */
export type OrderIn<Status extends OrderStatus> = Extract<Order, { status: Status }>;

/** Which states may follow which. */
export const orderTransitions = {
  reserving: ["reserving", "held", "refused"],
  refused: [],
  held: ["held", "confirmed", "lapsed", "cancelled"],
  confirmed: ["confirmed", "completed", "cancelled"],
  lapsed: [],
  cancelled: [],
  completed: [],
} as const satisfies Transitions<OrderStatus>;

/** Where a line stands: `allocated` when a shipment is to bring it. */
export type LineStatus = "open" | "allocated" | "dispatched" | "delivered" | "cancelled";

/** What may become of a line. From `open` straight to `dispatched` when the order has not noted its plan yet. */
export const lineTransitions = {
  open: ["allocated", "dispatched", "cancelled"],
  allocated: ["dispatched", "cancelled"],
  dispatched: ["delivered"],
  delivered: [],
  cancelled: [],
} as const satisfies Transitions<LineStatus>;

/** Every state, for schemas. */
export const orderStatuses = Object.keys(orderTransitions) as OrderStatus[];

/** The reason of an order that somebody asked to cancel. What they wrote lies with the personal data. */
export const onRequest = "on-request";

/** Lines of states without progress are open. */
export const progressOf = (order: Order): Progress => ("shipments" in order ? order : noProgress);
/** Nothing is cancelled and nothing planned. */
export const noProgress: Progress = { cancelledLines: [], shipments: [] };
