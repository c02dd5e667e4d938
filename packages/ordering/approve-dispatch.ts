import type { Instant } from "#kernel/time";
import { decideAndSave } from "#platform/decide-and-save";
import type { OrderStatus } from "./order.ts";
import { orderEntity } from "./order-entity.ts";
import type { DispatchRequest, OrderStore } from "./order-store.ts";
import { type DispatchRejection, dispatch, type LineState } from "./shipment-decisions.ts";

/** Whether a shipment may leave: `approved` now, or `already-approved` when this shipment has left before; `refused` names the
 *  lines that may not. */
export type DispatchApproval =
  | { readonly outcome: "approved" | "already-approved" | "not-found" }
  | { readonly outcome: "not-confirmed"; readonly status: OrderStatus }
  | { readonly outcome: "before-placed"; readonly placedAt: Instant }
  | { readonly outcome: "refused"; readonly lines: readonly LineState[] };

/** Asks the order, which alone decides, whether a shipment's lines may leave. Repeatable. */
export async function approveDispatch(
  store: OrderStore,
  request: DispatchRequest,
  now: Instant,
): Promise<DispatchApproval> {
  const changed = await decideAndSave(orderEntity, store.at(request.orderId), {
    decide: (order, lines) => dispatch(order, lines, request),
    at: now,
  });
  switch (changed.outcome) {
    case "changed":
      return { outcome: "approved" };
    case "unchanged":
      return { outcome: "already-approved" };
    case "not-found":
      return { outcome: "not-found" };
    case "repeated":
      throw new Error("a dispatch is no client's command");
    case "rejected":
      return approvalOf(changed.rejection);
  }
}

function approvalOf(rejection: DispatchRejection): DispatchApproval {
  switch (rejection.code) {
    case "order-not-confirmed":
      return { outcome: "not-confirmed", status: rejection.status };
    case "before-placed":
      return { outcome: "before-placed", placedAt: rejection.placedAt };
    case "lines-not-sendable":
      return { outcome: "refused", lines: rejection.lines };
  }
}
