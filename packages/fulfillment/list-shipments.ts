import type { SellerId } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { type Answer, answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { changedTooEarly } from "#platform/changed-since";
import type { Page } from "#platform/page";
import { forbidden, type Problem, problem } from "#platform/problem";
import { invalidField } from "./problems.ts";
import type { ShipmentStatus } from "./shipment.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { type Carriers, type ShipmentView, viewOf } from "./shipment-view.ts";

export type ShipmentsQuery = {
  readonly orderId?: OrderId | undefined;
  readonly sellerId?: SellerId | undefined;
  readonly status?: ShipmentStatus | undefined;
  readonly changedSince?: Instant | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
};

/** A page of shipments; a seller's list holds its own, and naming another seller is refused. */
export async function listShipments(
  { shipments, carriers }: { readonly shipments: Pick<ShipmentStore, "list">; readonly carriers: Carriers },
  { orderId, sellerId, status, changedSince, limit, after }: ShipmentsQuery,
  { caller, now }: { readonly caller: Caller; readonly now: Instant },
): Promise<Answer<200, Page<ShipmentView>> | Problem<"forbidden" | "invalid">> {
  if (sellerId !== undefined && !mayActFor(caller, sellerId))
    return problem(forbidden, "these shipments are another seller's");
  const tooEarly = changedTooEarly(changedSince, now);
  if (tooEarly) return tooEarly;
  const sellerIds = sellerId === undefined ? caller.sellerIds && [...caller.sellerIds] : [sellerId];
  if (sellerIds?.length === 0) return answer(200, { items: [], next: null });
  const page = await shipments.list({ orderId, sellerIds, status, changedSince }, { limit, after });
  if (!page) return invalidField("query:after", "is no cursor of this list");
  return answer(200, { ...page, items: page.items.map(({ state }) => viewOf(state, carriers)) });
}
