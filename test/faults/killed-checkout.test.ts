import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { dynamoReservationPorts } from "#checkout/dynamo-reservation-ports";
import { keysPerChunk } from "#checkout/plan";
import { resumeOrder } from "#checkout/resume-order";
import { inventoryTable } from "#inventory/table";
import { instantOf } from "#kernel/time";
import { markets } from "#markets/directory";
import type { OrderId } from "#ordering/contracts/ids";
import { orderingTable } from "#ordering/table";
import { tableNameOf } from "#platform/table";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { booksOf } from "#test/support/books";
import { dyingAt } from "#test/support/dying-process";
import type { Client } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, fresh, offer, orderThat } from "#test/support/shop";

const [market] = markets;
if (!market) throw new Error("there is no market");
const { code } = market;
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));

const skus = Array.from({ length: 3 * keysPerChunk - 1 }, (_, index) => `PART ${index}`);
const sellerId = fresh("parts");
const resuming = "checkout/resume-reserving.schedule";
const order = anOrder(
  market,
  skus.map((sku) => ({ sellerId, sku })),
);
let here: MarketInMemory;
let operations: Client;

beforeAll(async () => {
  here = await marketInMemory(market, { deliversAtOnce: false });
  operations = here.client("operations");
  for (const sku of skus) await offer(operations, market, { sellerId, sku, quantity: 100 });
});
afterAll(() => here.close());

/** Units that the order holds. */
const heldBy = async (id: string): Promise<number> =>
  (await booksOf(market, [id])).holds.reduce((sum, { quantity }) => sum + quantity, 0);
const statusOf = async (id: string): Promise<string> => (await operations.get(`/orders/${id}`)).body.status;

test.each([
  ["before", 1],
  ["after", 1],
  ["before", 2],
  ["after", 2],
] as const)("a checkout that dies %s the write of chunk %i is taken further by the next one", async (when, chunk) => {
  const { id } = mustAnswer(await operations.post("/orders", order), 202);
  expect(await heldBy(id)).toBe(keysPerChunk);
  const process = dyingAt(chunk, when);
  await here.withFault(process.fault, () => here.run(resuming, {})); // every order that it still finds fails: it is dead
  expect(process.died()).toBe(true);
  const taken = when === "before" ? chunk : chunk + 1;
  expect(await heldBy(id)).toBe(Math.min(taken * keysPerChunk, skus.length));
  expect(await statusOf(id)).toBe(taken * keysPerChunk < skus.length ? "reserving" : "held");
  await here.run(resuming, {});
  expect(await statusOf(id)).not.toBe("reserving");
  await here.settle();
  await orderThat(operations, id, ({ status }) => status === "confirmed");
  mustAnswer(await operations.post(`/orders/${id}/cancellation`, { reason: "test" }), 200);
  await here.settle();
  await agreed(market, [id]);
});

test("one that nobody takes further is refused at its deadline, and gives back what it held", async () => {
  const { id } = mustAnswer(await operations.post("/orders", order), 202);
  const [ORDERING_TABLE, INVENTORY_TABLE] = [tableNameOf(code, orderingTable), tableNameOf(code, inventoryTable)];
  const ports = dynamoReservationPorts(market, { ORDERING_TABLE, INVENTORY_TABLE });
  const resumedAt = (milliseconds: number) => resumeOrder(ports, id as OrderId, instantOf(milliseconds));
  expect(await resumedAt(Date.now())).toBe("taken");
  const later = Date.now() + 3_600_000;
  expect(await resumedAt(later)).toBe("refused");
  expect(await resumedAt(later)).toBe("idle");
  await here.settle();
  expect((await operations.get(`/orders/${id}`)).body).toMatchObject({ statusReason: "not-reserved-in-time" });
  await agreed(market, [id]);
  expect(await heldBy(id)).toBe(0);
});

test.each(["before", "after"] as const)(
  "a checkout that dies %s any of its first writes is repeated by its client",
  async (when) => {
    const key = fresh("key");
    const place = () => operations.post("/orders", order, key);
    let died = 0;
    for (let write = 1; ; write++) {
      const process = dyingAt(write, when);
      const { status } = await here.withFault(process.fault, place);
      if (!process.died()) {
        expect(status).toBe(202);
        break;
      }
      expect(status).toBe(500); // what the gateway answers for a process that is gone
      died += 1;
    }
    expect(died).toBeGreaterThan(0);
    const again = await place();
    const { id } = again.body;
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    await here.run(resuming, {});
    await here.settle();
    await orderThat(operations, id, ({ status }) => status === "confirmed");
    const ours = (await operations.get(`/orders?sellerId=${encodeURIComponent(sellerId)}&status=confirmed`)).body.items;
    expect(ours.map((one: { id: string }) => one.id)).toEqual([id]);
    mustAnswer(await operations.post(`/orders/${id}/cancellation`, { reason: "test" }), 200);
    await here.settle();
    await agreed(market, [id]);
  },
);
