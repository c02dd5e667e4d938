import type { SellerId } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { EarlierReply, EntityStore, Stored } from "#platform/decide-and-save";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Page } from "#platform/page";
import type { ShipmentId } from "./contracts/ids.ts";
import type { PlannedShipment, Shipment, ShipmentEvent, ShipmentStatus } from "./shipment.ts";

/** What a list shows. Everything absent is no restriction; `sellerIds` is a set of sellers, never empty. */
export type ShipmentFilter = {
  readonly orderId?: OrderId | undefined;
  readonly sellerIds?: readonly SellerId[] | undefined;
  readonly status?: ShipmentStatus | undefined;
  /** Planned or changed at this moment or later. */
  readonly changedSince?: Instant | undefined;
};

export type ShipmentStore = {
  /** As it is now. @returns `undefined` when no shipment has this id. */
  find(id: ShipmentId): Promise<Stored<Shipment> | undefined>;
  /** The shipment, and the answer this command got before, in one read. */
  findWithReply(
    id: ShipmentId,
    request: IdempotentRequest,
  ): Promise<{ readonly stored: Stored<Shipment> | undefined; readonly reply: EarlierReply | undefined }>;
  /** Writes new shipments. Nothing is written when one of them exists already.
   *  @param shipments at most 90 @param at when they are planned @returns the ids that exist; none when all were written */
  create(shipments: readonly PlannedShipment[], at: Instant): Promise<readonly ShipmentId[]>;
  /** Where the shipment of this id lies. */
  at(id: ShipmentId): EntityStore<Shipment, ShipmentEvent>;
  /** One page in the order of status, seller and id; of one order: of id. Where few of many changed it may hold few or
   *  none, and goes on.
   *  @returns `undefined` when `after` is no cursor of such a list */
  list(
    filter: ShipmentFilter,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Page<Stored<Shipment>> | undefined>;
};
