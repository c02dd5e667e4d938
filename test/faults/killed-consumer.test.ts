import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { root } from "#cli/local-cloud/places";
import type { DomainEvent } from "#kernel/event";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { eventsAbout, quiet } from "#test/support/event-traffic";
import { eventually } from "#test/support/eventually";
import { dyingAt, entryHere, withFault } from "#test/support/in-this-process";
import { allConsumers } from "#test/support/manifests";
import { type Client, clientOf, person } from "#test/support/market-client";
import { relays } from "#test/support/market-functions";
import { message } from "#test/support/queue-message";
import { anOrder, fresh, marketsOfStack, offer, placed } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
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
let operations: Client;

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  for (const sku of ["A", "B"]) await offer(operations, market, { sellerId, sku, quantity: 50 });
});

/** Delivers an event to a consumer whose process dies at each of its writes, once before and once after it, until one
 *  process lives long enough. */
async function deliver(entry: string, event: DomainEvent): Promise<void> {
  const handle = await entryHere(code, entry);
  for (let write = 1; ; write++)
    for (const when of ["before", "after"] as const) {
      const process = dyingAt(write, when);
      const { batchItemFailures } = await withFault(process.fault, () => handle(message(event)));
      if (!process.died()) {
        expect(batchItemFailures, `${entry} could not handle ${event.type}`).toEqual([]);
        return;
      }
      deaths.set(entry, (deaths.get(entry) ?? 0) + 1);
    }
}

const done = new Set<string>();
/** Delivers all that was told and not delivered yet, and all that is told because of it. */
async function deliverAll(ids: readonly string[]): Promise<void> {
  for (;;) {
    const news = (await eventsAbout(code, ids)).filter(({ id }) => !done.has(id));
    if (news.length === 0) return;
    for (const event of news) {
      for (const { entry, on } of consumers) if (on.has(event.type)) await deliver(entry, event);
      done.add(event.id);
    }
  }
}

const statusOf = async (id: string): Promise<string> => {
  const { status, payment } = (await operations.get(`/orders/${id}`)).body;
  return `${status} ${payment.status}`;
};

test("a consumer that dies before or after any of its writes leaves nothing undone", { timeout: 600_000 }, async () => {
  const lines = ["A", "B"].map((sku) => ({ sellerId, sku, quantity: 2 }));
  const order = (method: string) => anOrder(market, lines, { payment: { method }, channel: "search" });
  const buy = async (method: string): Promise<string> => (await placed(operations, order(method))).id;
  const ids: string[] = [];
  await whileAsleep(code, relays, async () => {
    const [sent = "", cancelled = "", less = ""] = [await buy("card"), await buy("card"), await buy(immediate)];
    ids.push(sent, cancelled, less);
    /** Calls of the provider that were interrupted are asked for by the clock. */
    const until = (wanted: Readonly<Record<string, string>>) =>
      eventually(
        async () => {
          await deliverAll(ids);
          await invoke(code, "payments/poll-pending.schedule");
          const seen = await Promise.all(Object.keys(wanted).map(async (id) => [id, await statusOf(id)]));
          expect(Object.fromEntries(seen)).toEqual(wanted);
        },
        { withinSeconds: 120, everyMilliseconds: 1_000 },
      );
    const paid = immediate === "card" ? "authorised" : "captured";
    await until({ [sent]: "confirmed authorised", [cancelled]: "confirmed authorised", [less]: `confirmed ${paid}` });
    await deliverAll(ids);
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
    await deliverAll(ids);
    await agreed(market, ids, { withinSeconds: 5 });
  });
  // what the relays bring now was handled long ago
  await quiet(code);
  await agreed(market, ids);
  const immortal = consumers.map(({ entry }) => entry).filter((entry) => !deaths.has(entry));
  expect(
    immortal.filter((entry) => !/resplit|finish-dispatch/.test(entry)),
    "never died",
  ).toEqual([]);
});
