import type { Availability, ReservationItem } from "#inventory/availability";
import type { StockKey } from "#kernel/codes";
import type { OrderId } from "#ordering/contracts/ids";
import type { Order, OrderIn, OrderLine } from "#ordering/order";
import type { OrderEvent } from "#ordering/order-event";
import type { PersonalData } from "#ordering/personal-data";
import type { Answer } from "#platform/answer";
import type { Change, EarlierReply } from "#platform/decide-and-save";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Product } from "./pricing.ts";

/** What has to be known before an order can be judged. */
export type ContextRequest = {
  readonly request: IdempotentRequest;
  readonly externalId: string | undefined;
  readonly keys: readonly StockKey[];
};

/** An order's answer given before: to the same command, or, with the same external id, to another one. */
export type Earlier =
  | { readonly outcome: "repeated"; readonly reply: EarlierReply }
  | { readonly outcome: "duplicate"; readonly orderId: OrderId };

/** What is known before an order is judged, unless it was placed before. */
export type CheckoutContext =
  | Earlier
  | {
      readonly outcome: "new";
      /** By `stockKeyName`; what is not listed is missing. */
      readonly products: ReadonlyMap<string, Product>;
      /** Every key at every node of the market. May be a moment old. */
      readonly availabilities: readonly Availability[];
    };

/** What happens to an order as it takes a chunk of its stock, with its lines as they then are. */
export type Reserving = Change<Order, OrderEvent, readonly OrderLine[]>;

/** An order with all that is written along with it. */
export type Placement = {
  /** From nothing to an order that has its first chunk of stock. */
  readonly change: Reserving;
  readonly personalData: PersonalData;
  /** All of the plan; as much as one transaction holds is taken now. */
  readonly reservations: readonly ReservationItem[];
  /** The command, and what is kept to answer it now and whenever it is repeated: see `snapshotOf`. */
  readonly request: IdempotentRequest;
  readonly answer: Answer;
};

/** What became of a placement. */
export type PlacementOutcome =
  | { readonly outcome: "placed" }
  | Earlier
  /** Of these keys some bucket had less than was planned; nothing was written. */
  | { readonly outcome: "refused"; readonly keys: readonly StockKey[] };

/** A large order that waits for its next chunk of stock. `reservations` is its whole plan, what it has already included. */
export type Waiting = {
  readonly order: OrderIn<"reserving">;
  readonly lines: readonly OrderLine[];
  readonly reservations: readonly ReservationItem[];
};

/** What became of a chunk: `held` when it was the last one. */
export type ChunkOutcome =
  | { readonly outcome: "taken" | "held" }
  /** Somebody else took the order further. */
  | { readonly outcome: "changed-meanwhile" }
  | { readonly outcome: "refused"; readonly keys: readonly StockKey[] };

/** What takes large orders further. */
export type ReservationStore = {
  /** Reads the stock of some keys consistently. */
  readStock(keys: readonly StockKey[]): Promise<readonly Availability[]>;
  /** @returns `undefined` when there is no such order, or it waits for nothing; without `reservations` when its plan is gone,
   *  which is kept far longer than any deadline */
  findWaiting(id: OrderId): Promise<Waiting | Omit<Waiting, "reservations"> | undefined>;
  /** Writes the order's next state with the chunk of stock that it waits for: all of it or nothing.
   *  @param change what happens to the waiting order; when it is planned anew, `waiting` has the new lines and reservations, and
   *  they are written, too */
  takeChunk(waiting: Waiting, change: Reserving): Promise<ChunkOutcome>;
  /** Some orders that wait, the oldest first. */
  waiting(): Promise<readonly OrderId[]>;
};

/** What placing an order reads and writes, over the tables of ordering, inventory and the catalogue. */
export type CheckoutStore = {
  /** Reads all of it together: ⌈items / 100⌉ calls, and once more for the buckets of hot stock. */
  loadContext(request: ContextRequest): Promise<CheckoutContext>;
  /** Whether the order exists by now, read consistently: the first answer may have been a moment too early, and the stock
   *  that is gone may be this very order's. */
  findExisting(request: Omit<ContextRequest, "keys">): Promise<Earlier | undefined>;
  /** Reads the stock of some keys consistently. */
  readStock(keys: readonly StockKey[]): Promise<readonly Availability[]>;
  /** Writes the order, its first chunk of stock, its answer and what the market hears of it: all of it or nothing. */
  place(placement: Placement): Promise<PlacementOutcome>;
};
