import fc from "fast-check";
import { expect, test } from "vitest";
import type { Availability } from "#inventory/availability";
import type { StockAddress } from "#inventory/stock-address";
import type { NodeId, Sku } from "#kernel/codes";
import { newId } from "#kernel/ids";
import { plusSeconds } from "#kernel/time";
import { type OrderId, orderIds } from "#ordering/contracts/ids";
import { placeOrder } from "./place-order.ts";
import { keysPerChunk } from "./plan.ts";
import { resumeOrder } from "./resume-order.ts";
import { key, nodeIds, now, request } from "./spec-checkout.ts";
import { stores } from "./spec-stores.ts";

const [north = "", south = ""] = nodeIds;
const skus = Array.from({ length: 30 }, (_, index) => `S${String(index).padStart(2, "0")}`);
const availability = (sku: Sku, nodeId: NodeId, ...buckets: number[]): Availability => ({
  ...key(sku),
  nodeId,
  buckets,
});
const sum = (quantities: readonly { readonly quantity: number }[]) =>
  quantities.reduce((units, { quantity }) => units + quantity, 0);

/** An order of everything that these places offer: the first chunk is taken. */
async function reserving(availabilities: readonly Availability[]) {
  const market = stores(availabilities);
  const demand = Map.groupBy(availabilities, ({ sku }) => sku);
  const lines = [...demand].map(([sku, own]) => ({
    ...key(sku),
    quantity: own.flatMap(({ buckets }) => buckets).reduce((units, here) => units + here, 0),
  }));
  const placed = await placeOrder(market.ports, request({ lines }));
  expect(placed).toMatchObject({ status: 202 });
  const id = ("body" in placed ? (placed.body as { id: OrderId }).id : newId(orderIds)) as OrderId;
  return { ...market, id, status: () => market.heads()[0]?.status };
}

test("a later chunk takes more from a bucket that the order holds already", async () => {
  // two keys lie across the border of the chunks: one bucket is taken with the first, the others wait
  const availabilities = skus.map((sku) => availability(sku, north, 1, 1, 1));
  const { ports, id, buy, holds, status, linesOf } = await reserving(availabilities);
  const pending = (holding: readonly StockAddress[]) => (at: StockAddress) =>
    !holding.some(({ sku, bucket }) => sku === at.sku && bucket === at.bucket);
  const first = holds();
  expect(first).toHaveLength(keysPerChunk);
  const across = first.find(({ sku }) => first.filter((one) => one.sku === sku).length < 3) as StockAddress;
  const gone = [0, 1, 2].map((bucket) => ({ ...across, bucket })).filter(pending(first));
  for (const at of gone) buy(at, 1);
  for (const _ of gone) buy(across, -1); // what comes back lies where the order took its first unit
  expect(await resumeOrder(ports, id, now)).not.toBe("idle");
  await resumeOrder(ports, id, now);
  expect(status()).toBe("held");
  expect(holds().find((one) => one.sku === across.sku && one.bucket === across.bucket)?.quantity).toBe(gone.length + 1);
  expect(sum(holds())).toBe(sum(await linesOf(id)));
});

const anAvailability = (sku: Sku) =>
  fc
    .constantFrom(north, south)
    .chain((nodeId) =>
      fc
        .array(fc.integer({ min: 1, max: 2 }), { minLength: 3, maxLength: 9 })
        .map((buckets) => availability(sku, nodeId, ...buckets)),
    );
const places = fc
  .tuple(...skus.slice(0, 6).map((sku) => fc.tuple(anAvailability(sku), anAvailability(sku))))
  .map((pairs) => pairs.flatMap(([one, other]) => (one.nodeId === other.nodeId ? [one] : [one, other])));
/** What happens between: somebody buys a part, something comes back, here or there, or the order goes on, perhaps in a
 *  process that dies, perhaps in two at once. */
const aStep = fc.oneof(
  fc.record({ does: fc.constant("buy" as const), where: fc.nat(200), units: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ does: fc.constant("return" as const), where: fc.nat(200) }),
  { weight: 3, arbitrary: fc.record({ does: fc.constant("gather" as const), where: fc.nat(200) }) },
  fc.record({
    does: fc.constant("resume" as const),
    dies: fc.option(fc.constantFrom("before" as const, "after" as const)),
    twice: fc.boolean(),
  }),
);

test(
  "whatever is bought, brought back or cut off: an order has all its units or none, and none is lost or sold twice",
  () =>
    fc.assert(
      fc.asyncProperty(places, fc.array(aStep, { maxLength: 12 }), async (availabilities, steps) => {
        fc.pre(availabilities.flatMap(({ buckets }) => buckets).length > keysPerChunk);
        const { ports, id, buy, between, stock, holds, status, linesOf, release } = await reserving(availabilities);
        const addresses = stock();
        const all = addresses.reduce((units, { available, held }) => units + available + held, 0);
        const bought: StockAddress[] = [];
        const balanced = () => {
          for (const { available, held } of stock()) expect(Math.min(available, held)).toBeGreaterThanOrEqual(0);
          const units = stock().reduce((so, { available, held }) => so + available + held, 0);
          expect(units + bought.length).toBe(all);
          expect(stock().reduce((so, { held }) => so + held, 0)).toBe(sum(holds()));
        };
        for (const step of steps) {
          const at = "where" in step ? (addresses[step.where % addresses.length] as StockAddress) : undefined;
          if (step.does === "buy" && at) for (let units = buy(at, step.units); units > 0; units--) bought.push(at);
          // what comes back lies anywhere at its place
          if (step.does === "return" && at && bought.length > 0) {
            const back = bought.findIndex(({ sku, nodeId }) => sku === at.sku && nodeId === at.nodeId);
            if (back >= 0) bought.splice(back, 1) && buy(at, -1);
          }
          // what is bought at a place all comes back to one of its buckets
          if (step.does === "gather" && at)
            for (const one of addresses.filter(({ sku, nodeId }) => sku === at.sku && nodeId === at.nodeId))
              buy(at, -buy(one, 9));
          if (step.does === "resume") {
            if (step.dies)
              between(async (command, pass) => {
                if (command === "TransactWriteItemsCommand" && step.dies === "after") await pass();
                if (command === "TransactWriteItemsCommand") throw new Error("this process died");
                return pass();
              });
            await Promise.allSettled([
              resumeOrder(ports, id, now),
              ...(step.twice ? [resumeOrder(ports, id, now)] : []),
            ]);
            between();
          }
          balanced();
        }
        for (const at of bought.splice(0)) buy(at, -1);
        for (let run = 0; run < 10 && status() === "reserving"; run++) await resumeOrder(ports, id, now);
        expect(["held", "refused"]).toContain(status());
        balanced();
        if (status() === "held") {
          const lines = Map.groupBy(await linesOf(id), ({ sku, nodeId }) => `${sku} ${nodeId}`);
          const held = Map.groupBy(holds(), ({ sku, nodeId }) => `${sku} ${nodeId}`);
          expect(new Map([...held].map(([name, some]) => [name, sum(some)]))).toEqual(
            new Map([...lines].map(([name, some]) => [name, sum(some)])),
          );
          expect(sum(holds())).toBe(all);
        } else {
          await release(id);
          await release(id);
          balanced();
          expect(sum(holds())).toBe(0);
        }
      }),
      { numRuns: 40 },
    ),
  60_000,
);

test("the deadline refuses only what really waits", async () => {
  const { ports, id, status, release, holds } = await reserving(skus.map((sku) => availability(sku, north, 1, 1)));
  expect(await resumeOrder(ports, id, plusSeconds(now, 86_400))).toBe("refused");
  expect(status()).toBe("refused");
  await release(id);
  expect(sum(holds())).toBe(0);
});
