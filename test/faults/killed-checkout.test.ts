import { randomUUID } from "node:crypto";
import pMap from "p-map";
import { beforeAll, expect, test, vi } from "vitest";
import { keysPerChunk } from "#checkout/chunks";
import { dynamoReservations } from "#checkout/dynamo-reservations";
import { resumeOrder } from "#checkout/resume-order";
import { inventoryTable } from "#inventory/table";
import { instantOf } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { orderingTable } from "#ordering/table";
import { tableNameOf } from "#platform/table";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { booksOf } from "#test/support/books";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { atTheGateway } from "#test/support/gateway-event";
import { dyingAt, entryHere, withFault } from "#test/support/in-this-process";
import { dynamoOf } from "#test/support/local-aws";
import { type Client, clientOf, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, orderThat } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));

const skus = Array.from({ length: 3 * keysPerChunk - 1 }, (_, index) => `PART ${index}`);
const sellerId = fresh("parts");
const resuming = ["checkout/resume-reserving.stream", "checkout/resume-reserving.schedule"];
const order = anOrder(
  market,
  skus.map((sku) => ({ sellerId, sku })),
);
let operations: Client;

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  await offer(operations, market, { sellerId, sku: skus[0] ?? "", quantity: 100 });
  await pMap(skus, (sku) => offer(operations, market, { sellerId, sku, quantity: 100 }), { concurrency: 6 });
});

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
  const id = await whileAsleep(code, resuming, async () => {
    const placed = mustAnswer(await operations.post("/orders", order), 202);
    expect(await heldBy(placed.id)).toBe(keysPerChunk);
    const resume = await entryHere(code, "checkout/resume-reserving.schedule");
    const process = dyingAt(chunk, when);
    await withFault(process.fault, () => resume({})); // every order that it still finds fails: the process is dead
    expect(process.died()).toBe(true);
    const taken = when === "before" ? chunk : chunk + 1;
    expect(await heldBy(placed.id)).toBe(Math.min(taken * keysPerChunk, skus.length));
    expect(await statusOf(placed.id)).toBe(taken * keysPerChunk < skus.length ? "reserving" : "held");
    await invoke(code, "checkout/resume-reserving.schedule");
    expect(await statusOf(placed.id)).not.toBe("reserving");
    return placed.id as string;
  });
  await orderThat(operations, id, ({ status }) => status === "confirmed");
  mustAnswer(await operations.post(`/orders/${id}/cancellation`, { reason: "test" }), 200);
  await agreed(market, [id]);
});

test("one that nobody takes further is refused at its deadline, and gives back what it held", async () => {
  const id = await whileAsleep(code, resuming, async () => {
    const placed = mustAnswer(await operations.post("/orders", order), 202);
    const dynamo = dynamoOf(code);
    const [orders, stock] = [tableNameOf(code, orderingTable), tableNameOf(code, inventoryTable)];
    const nodeIds = market.nodes.map(({ id }) => id);
    const store = dynamoReservations({ dynamo, nodeIds, orderingTable: orders, inventoryTable: stock });
    const ports = { store, orders: dynamoOrderStore({ dynamo, table: orders }) };
    expect(await resumeOrder(ports, placed.id as OrderId, instantOf(Date.now()))).toBe("taken");
    const later = instantOf(Date.now() + 3_600_000);
    expect(await resumeOrder(ports, placed.id as OrderId, later)).toBe("refused");
    expect(await resumeOrder(ports, placed.id as OrderId, later)).toBe("idle");
    return placed.id as string;
  });
  expect((await operations.get(`/orders/${id}`)).body).toMatchObject({ statusReason: "not-reserved-in-time" });
  await agreed(market, [id]);
  expect(await heldBy(id)).toBe(0);
});

test.each(["before", "after"] as const)(
  "a checkout that dies %s any of its first writes is repeated by its client",
  async (when) => {
    const place = await entryHere(code, "checkout/place-order.http");
    const request = atTheGateway(operations, "POST /orders", order, randomUUID());
    let died = 0;
    for (let write = 1; ; write++) {
      const process = dyingAt(write, when);
      const { statusCode } = await withFault(process.fault, () => place(request));
      if (!process.died()) {
        expect(statusCode).toBe(202);
        break;
      }
      expect(statusCode).toBe(500); // what the gateway answers for a process that is gone
      died += 1;
    }
    expect(died).toBeGreaterThan(0);
    const { body, headers } = await place(request);
    const { id } = JSON.parse(body);
    expect(headers["idempotency-replayed"]).toBe("true");
    await orderThat(operations, id, ({ status }) => status === "confirmed");
    const ours = (await operations.get(`/orders?sellerId=${encodeURIComponent(sellerId)}&status=confirmed`)).body.items;
    expect(ours.map((one: { id: string }) => one.id)).toEqual([id]);
    mustAnswer(await operations.post(`/orders/${id}/cancellation`, { reason: "test" }), 200);
    await agreed(market, [id]);
  },
);
