import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { markets } from "#markets/directory";
import { attemptsUnderContention } from "#platform/contention";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { type Fault, isWrite } from "#test/support/dying-process";
import type { Client } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, fresh, offer, orderThat, placed } from "#test/support/shop";

const [market] = markets;
if (!market) throw new Error("there is no market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));

const sellerId = fresh("shop");
let here: MarketInMemory;
let operations: Client;
beforeAll(async () => {
  here = await marketInMemory(market, { deliversAtOnce: false });
  operations = here.client("operations");
  await offer(operations, market, { sellerId, sku: "A", quantity: 100 });
});
afterAll(() => here.close());

/** Cancels the first so many transactions for these reasons, and counts all that were tried. */
function cancelling(times: number, ...reasons: readonly string[]) {
  let tried = 0;
  const fault: Fault = async (command, pass) => {
    if (!isWrite(command)) return pass();
    tried += 1;
    if (tried > times) return pass();
    const CancellationReasons = reasons.map((Code) => ({ Code }));
    throw new TransactionCanceledException({ message: "cancelled", $metadata: {}, CancellationReasons });
  };
  return { fault, tried: () => tried };
}
const conflict = "TransactionConflict";
const available = async (): Promise<number> => (await operations.get(`/sellers/${sellerId}/stock/A`)).body.available;

/** Places an order with conflicts in its way. */
const place = ({ fault }: { fault: Fault }) =>
  here.withFault(fault, () => operations.post("/orders", anOrder(market, [{ sellerId, sku: "A" }])));

test.each([1, 3, attemptsUnderContention - 1])(
  "an order gets through after %i conflicts, and is placed once",
  async (times) => {
    const before = await available();
    const conflicts = cancelling(times, "None", conflict, "None", conflict);
    const { status, body } = await place(conflicts);
    expect([status, conflicts.tried()]).toEqual([201, times + 1]);
    expect(await available()).toBe(before - 1);
    await here.settle();
    await orderThat(operations, body.id, (order) => order.status === "confirmed");
  },
);

test("an order that others always overtake is answered with 429, and nothing was changed", async () => {
  const before = await available();
  const conflicts = cancelling(Number.POSITIVE_INFINITY, conflict);
  const { status, body, headers } = await place(conflicts);
  expect({
    status,
    type: headers.get("content-type"),
    code: body.code,
    retryAfter: headers.get("retry-after"),
  }).toEqual({
    ...{ status: 429, type: "application/problem+json", code: "too-many-requests", retryAfter: "1" },
  });
  expect(conflicts.tried()).toBe(attemptsUnderContention);
  expect(await available()).toBe(before);
});

test("what is cancelled for another reason as well is not tried again", async () => {
  const before = await available();
  const mixed = cancelling(Number.POSITIVE_INFINITY, conflict, "ValidationError");
  const { status, body } = await place(mixed);
  expect([status, body.code, mixed.tried()]).toEqual([500, "internal", 1]);
  expect(await available()).toBe(before);
});

test("cancelling, dispatching and delivering get through conflicts as well", async () => {
  const { id } = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }]));
  await here.settle();
  await orderThat(operations, id, ({ status, shipments }) => status === "confirmed" && shipments.length > 0);
  const [shipment] = (await operations.get(`/shipments?orderId=${id}`)).body.items;
  const other = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }]));
  const commands = [
    [`/orders/${other.id}/cancellation`, { reason: "test" }],
    [`/shipments/${shipment.id}/dispatch`, { carrier: market.carriers[0]?.id }],
    [`/shipments/${shipment.id}/delivery`, {}],
  ] as const;
  for (const [path, body] of commands) {
    const command = () => operations.post(path, body);
    const stuck = await here.withFault(cancelling(Number.POSITIVE_INFINITY, conflict).fault, command);
    expect(stuck.status, path).toBe(429);
    const conflicts = cancelling(2, conflict);
    mustAnswer(await here.withFault(conflicts.fault, command), 200);
    expect(conflicts.tried()).toBeGreaterThan(2);
  }
  await here.settle();
  await agreed(market, [id, other.id].concat(await ordersHere()));
});

/** Every order of the shop: what its stock says must agree with all of them. */
const ordersHere = async (): Promise<string[]> =>
  (await operations.get(`/orders?sellerId=${sellerId}&limit=100`)).body.items.map(({ id }: { id: string }) => id);
