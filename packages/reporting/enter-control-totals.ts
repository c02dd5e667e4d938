import { cancellationTotals, saleTotals } from "./control-totals.ts";
import type { ControlTotalsStore } from "./control-totals-store.ts";
import { epochOfCorrection, epochOfSale } from "./epoch.ts";
import { readSoldOrder } from "./order-observations.ts";
import type { OrderCancelled, OrderConfirmed, RecordingPorts } from "./record-observations.ts";

type Ports = Pick<RecordingPorts, "readOrder" | "epochs"> & { readonly totals: Pick<ControlTotalsStore, "enter"> };

/**
 * Enters what happens to orders in the control totals: from the orders' own totals and the money owed, never from
 * observations. Each is entered once, however often it is told.
 * @returns what to do when an order was confirmed, and when lines of one were cancelled
 */
export function enterControlTotals({ readOrder, epochs, totals }: Ports) {
  return {
    async confirmed({ orderId }: OrderConfirmed): Promise<void> {
      const order = await readSoldOrder(readOrder, orderId);
      const epoch = epochOfSale(await epochs(), order);
      if (epoch !== undefined) await totals.enter({ epoch, orderId, cause: "sale", sums: saleTotals(order.sums) });
    },
    async cancelled({ orderId, at, eventId, confirmed, ...event }: OrderCancelled): Promise<void> {
      if (!confirmed) return;
      const order = await readSoldOrder(readOrder, orderId);
      const epoch = epochOfCorrection(await epochs(), order, at);
      if (epoch !== undefined) await totals.enter({ epoch, orderId, cause: eventId, sums: cancellationTotals(event) });
    },
  };
}
