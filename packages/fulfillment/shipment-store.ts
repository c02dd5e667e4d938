import type { SellerId } from "#kernel/codes";
import type { DomainEvent } from "#kernel/event";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Answer } from "#platform/answer";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Page } from "#platform/page";
import type { Problem } from "#platform/problem";
import type { ShipmentId } from "./contracts/ids.ts";
import type { PlannedShipment } from "./planning.ts";
import type { Shipment, ShipmentStatus } from "./shipment.ts";

/** A shipment as it lies in the table. `version` counts its changes, from 1; `seen` are the events that caused some. */
export type Stored = { readonly shipment: Shipment; readonly version: number; readonly seen: ReadonlySet<string> };

/** A shipment's next state with everything that must become true together with it. */
export type Change = {
  readonly from: Stored;
  readonly next: Stored;
  readonly events: readonly DomainEvent[];
  /** The client's command and the answer it will get again. */
  readonly reply?: Reply | undefined;
};
export type Reply = { readonly request: IdempotentRequest; readonly answer: Answer; readonly now: Instant };
/** What a command answered when it came first, or that its key belongs to another request. */
export type EarlierReply = Answer | Problem<"idempotency-key-reused">;

/** What a list shows. Everything absent is no restriction; `sellerIds` is a set of sellers, never empty. */
export type ShipmentFilter = {
  readonly orderId?: OrderId | undefined;
  readonly sellerIds?: readonly SellerId[] | undefined;
  readonly status?: ShipmentStatus | undefined;
};

export type ShipmentStore = {
  /** As it is now. @returns `undefined` when no shipment has this id. */
  find(id: ShipmentId): Promise<Stored | undefined>;
  /** The shipment, and the answer this command got before, in one read. */
  findWithReply(
    id: ShipmentId,
    request: IdempotentRequest,
  ): Promise<{ readonly stored: Stored | undefined; readonly reply: EarlierReply | undefined }>;
  /** Writes new shipments. Nothing is written when one of them exists already.
   *  @param shipments at most 90 @returns the ids that exist; none when all were written */
  create(shipments: readonly PlannedShipment[]): Promise<readonly ShipmentId[]>;
  /** @returns `changed-meanwhile` when the shipment is no longer at its version or the command was answered before */
  save(change: Change): Promise<"saved" | "changed-meanwhile">;
  /** Records the answer of a command that found its work done. @returns what stands there, when it was answered before */
  reply(reply: Reply): Promise<EarlierReply | undefined>;
  /** One page in the order of status, seller and id; of one order: of id.
   *  @returns `undefined` when `after` is no cursor of such a list */
  list(
    filter: ShipmentFilter,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Page<Stored> | undefined>;
};
