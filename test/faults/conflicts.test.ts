import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test, vi } from "vitest";
import { attemptsUnderContention } from "#platform/contention";
import { agreed } from "#test/support/agreement";
import { atTheGateway } from "#test/support/gateway-event";
import { entryHere, type Fault, isWrite, withFault } from "#test/support/in-this-process";
import { type Client, clientOf, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, orderThat, placed } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));

const sellerId = fresh("shop");
let operations: Client;
beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  await offer(operations, market, { sellerId, sku: "A", quantity: 100 });
});

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

/** Places an order through the checkout of this process, with conflicts in its way. */
const place = async ({ fault }: { fault: Fault }) => {
  const checkout = await entryHere(code, "checkout/place-order.http");
  const order = anOrder(market, [{ sellerId, sku: "A" }]);
  const { statusCode, body, headers } = await withFault(fault, () =>
    checkout(atTheGateway(operations, "POST /orders", order, randomUUID())),
  );
  return { status: statusCode as number, body: JSON.parse(body), headers };
};

test.each([1, 3, attemptsUnderContention - 1])(
  "an order gets through after %i conflicts, and is placed once",
  async (times) => {
    const before = await available();
    const conflicts = cancelling(times, "None", conflict, "None", conflict);
    const { status, body } = await place(conflicts);
    expect([status, conflicts.tried()]).toEqual([201, times + 1]);
    expect(await available()).toBe(before - 1);
    await orderThat(operations, body.id, (order) => order.status === "confirmed");
  },
);

test("an order that others always overtake is answered with 429, and nothing was changed", async () => {
  const before = await available();
  const conflicts = cancelling(Number.POSITIVE_INFINITY, conflict);
  const { status, body, headers } = await place(conflicts);
  expect({ status, type: headers["content-type"], code: body.code, "retry-after": headers["retry-after"] }).toEqual({
    ...{ status: 429, type: "application/problem+json", code: "too-many-requests", "retry-after": "1" },
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
  await orderThat(operations, id, ({ status, shipments }) => status === "confirmed" && shipments.length > 0);
  const [shipment] = (await operations.get(`/shipments?orderId=${id}`)).body.items;
  const other = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }]));
  const commands = [
    ["ordering/api.http", "POST /orders/{id}/cancellation", { reason: "test" }, other.id],
    ["fulfillment/api.http", "POST /shipments/{id}/dispatch", { carrier: market.carriers[0]?.id }, shipment.id],
    ["fulfillment/api.http", "POST /shipments/{id}/delivery", {}, shipment.id],
  ] as const;
  for (const [entry, route, body, path] of commands) {
    const handle = await entryHere(code, entry);
    const request = () => atTheGateway(operations, route, body, randomUUID(), { id: path });
    const stuck = await withFault(cancelling(Number.POSITIVE_INFINITY, conflict).fault, () => handle(request()));
    expect(stuck.statusCode, route).toBe(429);
    const conflicts = cancelling(2, conflict);
    const through = await withFault(conflicts.fault, () => handle(request()));
    expect(through.statusCode, `${route}: ${through.body}`).toBe(200);
    expect(conflicts.tried()).toBeGreaterThan(2);
  }
  await agreed(market, [id, other.id].concat(await ordersHere()));
});

/** Every order of the shop: what its stock says must agree with all of them. */
const ordersHere = async (): Promise<string[]> =>
  (await operations.get(`/orders?sellerId=${sellerId}&limit=100`)).body.items.map(({ id }: { id: string }) => id);
