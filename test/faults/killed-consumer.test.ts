import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { root } from "#cli/local-cloud/places";
import type { DomainEvent } from "#kernel/event";
import { markets } from "#markets/directory";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { dyingAt } from "#test/support/dying-process";
import { eventually } from "#test/support/eventually";
import { allConsumers } from "#test/support/manifests";
import type { Client } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { message } from "#test/support/queue-message";
import { anOrder, fresh, offer, placed } from "#test/support/shop";

const [market] = markets;
if (!market) throw new Error("there is no market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));

/** Who reacts to what, of the domains that an order passes through. */
const path = ["ordering", "payments", "fulfillment", "inventory"];
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const consumers = (await allConsumers())
  .filter(({ domain }) => path.includes(domain))
  .map(({ domain, name, consumer }) => ({
    entry: `${domain}/${kebab(name)}.event`,
    on: new Set(consumer.on.map(({ type }) => type as string)),
  }))
  .filter(({ entry }) => existsSync(join(root, "functions", `${entry}.ts`)));
const deaths = new Map<string, number>();
const immediate = market.payments.methods.find(({ captureMode }) => captureMode === "immediate")?.method ?? "card";
const sellerId = fresh("shop");
let here: MarketInMemory;
let operations: Client;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  here = await marketInMemory(market, { deliversAtOnce: false });
  operations = here.client("operations");
  for (const sku of ["A", "B"]) await offer(operations, market, { sellerId, sku, quantity: 50 });
});
afterAll(() => {
  here.close();
  vi.useRealTimers();
});

type Failures = { readonly batchItemFailures: readonly unknown[] };
/** Delivers an event to a consumer whose process dies at each of its writes, once before and once after it, until one
 *  process lives long enough. */
async function deliver(entry: string, event: DomainEvent): Promise<void> {
  for (let write = 1; ; write++)
    for (const when of ["before", "after"] as const) {
      const process = dyingAt(write, when);
      const { batchItemFailures } = (await here.withFault(process.fault, () =>
        here.run(entry, message(event)),
      )) as Failures;
      if (!process.died()) {
        expect(batchItemFailures, `${entry} could not handle ${event.type}`).toEqual([]);
        return;
      }
      deaths.set(entry, (deaths.get(entry) ?? 0) + 1);
    }
}

const published: DomainEvent[] = [];
/** Delivers all that was published and not delivered yet, and all that is published because of it. */
async function deliverAll(): Promise<void> {
  for (let news = here.undelivered(); news.length > 0; news = here.undelivered()) {
    published.push(...news);
    for (const event of news)
      for (const { entry, on } of consumers) if (on.has(event.type)) await deliver(entry, event);
  }
}

const statusOf = async (id: string): Promise<string> => {
  const { status, payment } = (await operations.get(`/orders/${id}`)).body;
  return `${status} ${payment.status}`;
};

/** Waits until orders say this. Calls of the provider that were interrupted are asked for by the clock, which runs fast. */
const until = (wanted: Readonly<Record<string, string>>) =>
  eventually(async () => {
    await deliverAll();
    vi.setSystemTime(Date.now() + 10_000);
    await here.run("payments/poll-pending.schedule", {});
    const seen = await Promise.all(Object.keys(wanted).map(async (id) => [id, await statusOf(id)]));
    expect(Object.fromEntries(seen)).toEqual(wanted);
  });

test("a consumer that dies before or after any of its writes leaves nothing undone", async () => {
  const lines = ["A", "B"].map((sku) => ({ sellerId, sku, quantity: 2 }));
  const order = (method: string) => anOrder(market, lines, { payment: { method }, channel: "search" });
  const buy = async (method: string): Promise<string> => (await placed(operations, order(method))).id;
  const [sent, cancelled, less] = [await buy("card"), await buy("card"), await buy(immediate)];
  const ids = [sent, cancelled, less];
  const paid = immediate === "card" ? "authorised" : "captured";
  await until({ [sent]: "confirmed authorised", [cancelled]: "confirmed authorised", [less]: `confirmed ${paid}` });
  await deliverAll();
  const cancel = (id: string, lineIds?: string[]) =>
    operations.post(`/orders/${id}/cancellation`, { reason: "test", ...(lineIds ? { lineIds } : {}) });
  mustAnswer(await cancel(cancelled), 200);
  mustAnswer(await cancel(less, ["l2"]), 200);
  const [shipment] = (await operations.get(`/shipments?orderId=${sent}`)).body.items;
  const handover = { carrier: market.carriers[0]?.id };
  mustAnswer(await operations.post(`/shipments/${shipment.id}/dispatch`, handover), 200);
  mustAnswer(await operations.post(`/shipments/${shipment.id}/delivery`, {}), 200);
  const refunded = immediate === "card" ? "authorised" : "partially-refunded";
  await until({ [sent]: "completed captured", [cancelled]: "cancelled voided", [less]: `confirmed ${refunded}` });
  await deliverAll();
  await agreed(market, ids, { withinSeconds: 5 });

  // what is brought once more was handled long ago
  for (const event of published)
    for (const { entry, on } of consumers)
      if (on.has(event.type)) expect(await here.run(entry, message(event)), entry).toEqual({ batchItemFailures: [] });
  await here.settle();
  await agreed(market, ids, { withinSeconds: 5 });
  const immortal = consumers.map(({ entry }) => entry).filter((entry) => !deaths.has(entry));
  expect(
    immortal.filter((entry) => !/resplit|finish-dispatch/.test(entry)),
    "never died",
  ).toEqual([]);
});
