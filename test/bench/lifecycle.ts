import { type Order, progressOf } from "#ordering/order";
import { type Ground, must, orderOf } from "./ground.ts";
import { isConfirmed, isPlanned, ordersThat } from "./orders-seen.ts";

/** An order at its end. */
export type Life = { readonly id: string; readonly lines: number; readonly shipments: number };

/** Places an order. @returns its body as it was sent, and its id */
export async function placeOne(ground: Ground, lines: number, first = 0) {
  const sent = orderOf(ground, lines, first);
  const { body } = must(await ground.storefront.call("POST", "/orders", sent), 201, 202);
  return { sent, id: body.id as string };
}

/** Waits until orders are paid for. */
export const paid = (ground: Ground, ids: readonly string[]): Promise<Order[]> => ordersThat(ground, ids, isConfirmed);

/**
 * Takes one order through its whole life: placed, paid, planned, dispatched, delivered, completed. Nothing is called for
 * it but what buyers and warehouses have to call: how far it is, is read from its table.
 */
export async function liveThrough(ground: Ground, lines: number, first = 0): Promise<Life> {
  const { id } = await placeOne(ground, lines, first);
  const [planned] = await ordersThat(ground, [id], isPlanned);
  const shipments = planned ? progressOf(planned).shipments : [];
  for (const shipment of shipments) {
    const handover = { carrier: ground.market.fulfillment.carriers[0]?.id, trackingNumber: "EX 123 456 789" };
    must(await ground.operations.call("POST", `/shipments/${shipment.id}/dispatch`, handover), 200);
    must(await ground.operations.call("POST", `/shipments/${shipment.id}/delivery`, {}), 200);
  }
  await ordersThat(ground, [id], ({ status }) => status === "completed");
  return { id, lines, shipments: shipments.length };
}
