import { type Order, progressOf } from "#ordering/order";
import { must, orderOf, type Shop } from "./measured-shop.ts";
import { isConfirmed, isPlanned, ordersThat } from "./orders-seen.ts";

/** An order at its end. */
export type Life = { readonly id: string; readonly lines: number; readonly shipments: number };

/** Places an order. @returns its body as it was sent, and its id */
export async function placeOne(shop: Shop, lines: number, first = 0) {
  const sent = orderOf(shop, lines, first);
  const { body } = must(await shop.storefront.call("POST", "/orders", sent), 201, 202);
  return { sent, id: body.id as string };
}

/** Waits until orders are paid for. */
export const paid = (shop: Shop, ids: readonly string[]): Promise<Order[]> => ordersThat(shop, ids, isConfirmed);

/**
 * Takes one order through its whole life: placed, paid, planned, dispatched, delivered, completed. Nothing is called for
 * it but what buyers and warehouses have to call: how far it is, is read from its table.
 */
export async function liveThrough(shop: Shop, lines: number, first = 0): Promise<Life> {
  const { id } = await placeOne(shop, lines, first);
  const [planned] = await ordersThat(shop, [id], isPlanned);
  const shipments = planned ? progressOf(planned).shipments : [];
  for (const shipment of shipments) {
    const handover = { carrier: shop.market.carriers[0]?.id, trackingNumber: "EX 123 456 789" };
    must(await shop.operations.call("POST", `/shipments/${shipment.id}/dispatch`, handover), 200);
    must(await shop.operations.call("POST", `/shipments/${shipment.id}/delivery`, {}), 200);
  }
  await ordersThat(shop, [id], ({ status }) => status === "completed");
  return { id, lines, shipments: shipments.length };
}
