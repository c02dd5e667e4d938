import fc from "fast-check";
import { expect, test } from "vitest";
import type { NodeId } from "#kernel/codes";
import type { LineId } from "#ordering/contracts/ids";
import { dispatchShipment } from "./dispatch-shipment.ts";
import { finishDispatch } from "./finish-dispatch.ts";
import { planOrder } from "./plan-order.ts";
import { shipmentIdFor } from "./shipment-id.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { anOrder, carriers, line, now, operations, orderInMemory, shipmentsInMemory } from "./spec-support.ts";
import { withdrawCancelled } from "./withdraw-lines.ts";

const lines = [line("l1", { quantity: 3 }), line("l2"), line("l3", { nodeId: "n2", quantity: 2 })];
/** Units of a line are cancelled, or without a number all that are left. */
const aCancellation = fc.record({
  lineId: fc.constantFrom("l1", "l2", "l3"),
  units: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const dispatchOf = (nodeId: NodeId, key: string) => ({
  path: { id: shipmentIdFor(anOrder, { sellerId: "north", nodeId }) },
  body: { carrier: "post" },
  caller: operations,
  now,
  idempotency: { caller: operations, routeKey: "POST /shipments/{id}/dispatch", fingerprint: "f", idempotencyKey: key },
});

const unitsOf = ({ lineId, quantity }: { readonly lineId: LineId; readonly quantity: number }) =>
  `${lineId} ${quantity}`;

/** Processes that die once after their n-th write, and whose messages are delivered again. */
function dyingAfter(writes: number, store: ShipmentStore): ShipmentStore {
  let left = writes;
  const dying =
    <Arguments extends unknown[], Result>(write: (...them: Arguments) => Promise<Result>) =>
    async (...them: Arguments): Promise<Result> => {
      const result = await write(...them);
      if (left-- === 0) throw new Error("the process died");
      return result;
    };
  return {
    ...store,
    create: dying(store.create),
    at: (id) => ({ load: store.at(id).load, save: dying(store.at(id).save) }),
  };
}

test("plan, cancellations and dispatches end alike in every order, twice delivered and killed in between", async () => {
  const cancellations = fc.array(aCancellation, { maxLength: 5 });
  const dispatches = fc.subarray(["n1", "n2"]);
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), cancellations, dispatches, fc.nat(3), async (scheduler, cancelled, sent, dies) => {
      const order = orderInMemory(lines);
      const memory = shipmentsInMemory();
      const mortal = dyingAfter(dies, memory.store);
      const slowly = <F extends (...them: never[]) => Promise<unknown>>(work: F): F =>
        scheduler.scheduleFunction(work) as unknown as F;
      const store: ShipmentStore = {
        ...mortal,
        find: slowly(mortal.find),
        create: slowly(mortal.create),
        at: (id) => ({ load: slowly(mortal.at(id).load), save: slowly(mortal.at(id).save) }),
      };
      const orders = {
        linesOf: slowly(order.port.linesOf),
        allocate: slowly(order.port.allocate),
        approveDispatch: slowly(order.port.approveDispatch),
        destinationOf: slowly(order.port.destinationOf),
      };
      /** A message comes again until it was handled, and once more. */
      const delivered = async (handle: () => Promise<unknown>) => {
        for (let handled = 0; handled < 2; )
          handled += await handle().then(
            () => 1,
            () => 0,
          );
      };
      const plan = () => delivered(() => planOrder({ shipments: store, orders }, anOrder, now));
      const cancel = async ({ lineId, units }: { readonly lineId: LineId; readonly units: number | undefined }) => {
        await scheduler.schedule(Promise.resolve());
        if (!order.cancel(lineId, units)) return;
        const cancelled = { orderId: anOrder, lines: [{ lineId }], confirmed: true };
        await delivered(() => withdrawCancelled({ shipments: store, orders }, cancelled, now));
      };
      const dispatch = (nodeId: NodeId) =>
        dispatchShipment({ shipments: store, orders, carriers }, dispatchOf(nodeId, nodeId)).catch(() => undefined);

      const all = Promise.all([plan(), ...cancelled.map(cancel), ...sent.map(dispatch)]);
      await scheduler.waitFor(all);
      for (const { orderId: _, ...request } of order.requests.values()) {
        const letGo = { ...request, cause: "evt-dispatched" };
        await delivered(() => finishDispatch(memory.store, letGo, now));
      }

      const truth = await order.port.linesOf();
      const kept = memory.shipments().flatMap(({ lines }) => lines.map(unitsOf));
      expect(kept.sort()).toEqual(truth.filter(({ status }) => status !== "cancelled").map(unitsOf));
      for (const shipment of memory.shipments()) {
        const expected = order.requests.has(shipment.id)
          ? "dispatched"
          : shipment.lines.length > 0
            ? "planned"
            : "cancelled";
        expect(shipment.status).toBe(expected);
        // one that was empty before the order was told of it is none of the order's
        if (expected !== "cancelled") expect([...order.allocated.keys()]).toContain(shipment.id);
      }
      const ids = memory.published.map(({ type, data }) => `${type} ${JSON.stringify(data)}`);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 300 },
  );
}, 30_000);

test("a large order is planned in several pieces, each shipment once", async () => {
  const many = Array.from({ length: 130 }, (_, at) => line(`l${at + 1}`, { sellerId: `seller-${at}` }));
  const memory = shipmentsInMemory();
  const order = orderInMemory(many);
  const ports = { shipments: dyingAfter(1, memory.store), orders: order.port };
  await expect(planOrder(ports, anOrder, now)).rejects.toThrow("died");
  await planOrder(ports, anOrder, now);
  expect(memory.shipments()).toHaveLength(130);
  expect([...order.allocated.keys()].sort()).toEqual(
    memory
      .shipments()
      .map(({ id }) => id as string)
      .sort(),
  );
});
