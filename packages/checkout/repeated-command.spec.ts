import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Sku } from "#kernel/codes";
import { cancelOrder } from "#ordering/cancel-order";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import type { Answer } from "#platform/answer";
import { eventsIn } from "#platform/outbox";
import { placeOrder } from "./place-order.ts";
import { resumeWaitingOrders } from "./resume-waiting-orders.ts";
import { body, key, nodeIds, now, request } from "./spec-checkout.ts";
import { stores } from "./spec-stores.ts";

const [north = "", south = ""] = nodeIds;
const buyer = {
  ...body().buyer,
  phone: "+1 555 0100",
  name: "Ada Lovelace",
  postcode: "10001",
  email: "ada@example.org",
};
/** Two hundred characters that no packing makes smaller. */
const title = (sku: Sku): string => {
  const chance = createHash("shake256", { outputLength: 400 }).update(sku).digest();
  return Array.from({ length: 200 }, (_, at) =>
    String.fromCodePoint(0x4e00 + (chance.readUInt16BE(at * 2) % 20_000)),
  ).join("");
};
const skus = (count: number) => Array.from({ length: count }, (_, at) => `S${String(at).padStart(4, "0")}`);

/** A shop with two of each thing at one node, and a command for one of each. */
function shop(count: number, more: Parameters<typeof request>[0] = {}) {
  const all = skus(count);
  const availabilities = all.map((sku) => ({ ...key(sku), nodeId: north, buckets: [2] }));
  const lines = all.map((sku) => ({ ...key(sku), quantity: 2 }));
  return { market: stores(availabilities, ({ sku }) => title(sku)), command: request({ lines, buyer, ...more }) };
}
type Market = ReturnType<typeof stores>;
/** What the client gets, to the byte. */
const bytes = (given: object) => {
  const { replayed, ...answer } = given as Answer;
  return JSON.stringify(answer);
};
const idIn = (given: object) => ((given as Answer).body as { id: OrderId }).id;

test("a thousand lines with the longest titles are placed, and a repeat answers the same to the byte", {
  timeout: 30_000,
}, async () => {
  const { market, command } = shop(1_000);
  const first = await placeOrder(market.ports, command);
  expect(first).toMatchObject({ status: 202, body: { buyer, lines: { length: 1_000 } } });
  expect(bytes(await placeOrder(market.ports, command))).toBe(bytes(first));
});

test("a repeat answers the same when the order was planned anew since, paid for and cancelled", async () => {
  const { market, command } = shop(90);
  const first = await placeOrder(market.ports, command);
  const moved = { ...key("S0089"), bucket: 0 };
  market.buy({ ...moved, nodeId: north }, 1); // one unit now comes from the south, and its line is two
  market.add({ ...moved, nodeId: south }, 1);
  await resumeWaitingOrders(market.ports, now);
  expect(await market.linesOf(idIn(first))).toHaveLength(91);
  expect(bytes(await placeOrder(market.ports, command))).toBe(bytes(first));
  await cancel(market, idIn(first), "not wanted");
  expect(bytes(await placeOrder(market.ports, command))).toBe(bytes(first));
});

const cancel = ({ ports }: Market, id: OrderId, reason: string, lineIds?: LineId[]) => {
  const { caller, idempotency } = request();
  const cancellation = { reason, ...(lineIds ? { lineIds } : {}) };
  const ask = () => cancelOrder(ports, { id, cancellation, caller, now, idempotency });
  return ask().then(async (first) => ({ first, again: await ask() }));
};

test("a cancellation of a thousand lines is answered again the same, in part and whole", {
  timeout: 30_000,
}, async () => {
  const { market, command } = shop(1_000);
  const id = idIn(await placeOrder(market.ports, command));
  await resumeWaitingOrders(market.ports, now);
  const part = await cancel(market, id, "two too many", ["l1", "l2"]);
  expect(part.first).toMatchObject({ body: { status: "held", buyer, lines: { 0: { status: "cancelled" } } } });
  const whole = await cancel(market, id, "not wanted");
  expect(whole.first).toMatchObject({ body: { status: "cancelled", statusReason: "not wanted", buyer } });
  expect(bytes(whole.again)).toBe(bytes(whole.first));
  expect(bytes(part.again)).toBe(bytes(part.first));
});

test("neither the means of payment nor what people write stay anywhere but with the personal data", async () => {
  const { market, command } = shop(3, { payment: { method: "card", token: "tok_secret" } });
  const id = idIn(await placeOrder(market.ports, command));
  const holding = (words: string) =>
    market
      .all<{ readonly kind: string; readonly outbox?: string }>("ordering")
      .map(({ outbox, ...item }) => ({ ...item, events: outbox ? eventsIn(outbox) : [] }))
      .flatMap((item) => (JSON.stringify(item).includes(words) ? [item.kind] : []));
  expect(holding("tok_secret")).toEqual(["order"]);
  const [event] = eventsIn(market.heads()[0]?.outbox ?? "");
  expect(JSON.stringify(event)).toContain("placed");
  expect(JSON.stringify(event)).not.toContain("tok_secret");
  await cancel(market, id, "Mrs Byron moved to Nottingham");
  expect(holding("tok_secret")).toEqual([]);
  expect(holding("Byron")).toEqual(["order-buyer"]);
  market.erase(id);
  expect(bytes(await placeOrder(market.ports, command))).not.toContain("Lovelace");
});
