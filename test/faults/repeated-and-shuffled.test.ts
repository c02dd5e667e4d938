import { beforeAll, expect, test } from "vitest";
import type { DomainEvent } from "#kernel/event";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { type Books, booksOf } from "#test/support/books";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { deadLetters, eventsAbout, publish, quiet, twiceAndShuffled } from "#test/support/event-traffic";
import { eventually } from "#test/support/eventually";
import { lapseNow } from "#test/support/lapse-now";
import { type Client, clientOf, person } from "#test/support/market-client";
import { relays } from "#test/support/market-functions";
import { anOrder, fresh, marketsOfStack, offer, orderThat, placed } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
const immediate = market.payments.methods.find(({ captureMode }) => captureMode === "immediate")?.method ?? "card";
const [here, there] = [fresh("here"), fresh("there")];
let operations: Client;
let before: Readonly<Record<string, number>>;

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  for (const sellerId of [here, there]) await offer(operations, market, { sellerId, sku: "A", quantity: 50 });
  await offer(operations, market, { sellerId: here, sku: "HOT", quantity: 50, buckets: 4 });
  await quiet(code);
  before = await deadLetters(code);
});

/** How each order is meant to end. */
const ends = {
  delivered: "completed",
  "sent in part": "completed",
  "cancelled at once": "cancelled",
  "cancelled later": "cancelled",
  declined: "cancelled",
  lapsed: "lapsed",
  "paid back in part": "confirmed",
} as const;
type Story = keyof typeof ends;

const place = async (story: Story): Promise<string> => {
  const lines = [
    { sellerId: here, sku: "A", quantity: 2 },
    { sellerId: there, sku: "A" },
    { sellerId: here, sku: "HOT", quantity: 3 },
  ];
  const method = story === "paid back in part" ? immediate : "card";
  const token = { declined: "tok_declined", lapsed: "tok_lost" }[story as string] ?? "tok_ok";
  return (await placed(operations, anOrder(market, lines, { payment: { method, token } }))).id;
};
const cancel = async (id: string, ...lineIds: string[]) =>
  mustAnswer(
    await operations.post(`/orders/${id}/cancellation`, { reason: "test", ...(lineIds[0] ? { lineIds } : {}) }),
    200,
  );
const move = async (id: string, step: string, body: object) => {
  for (const shipment of (await operations.get(`/shipments?orderId=${id}`)).body.items)
    if (shipment.status !== "cancelled")
      mustAnswer(await operations.post(`/shipments/${shipment.id}/${step}`, body), 200);
};
const handover = { carrier: market.carriers[0]?.id };

/** A bus at its worst, in place of the relays: what the outboxes hold is delivered twice and in no order, again and again,
 *  each time together with some of what was delivered before. */
function worstBus(ids: readonly string[]) {
  const delivered = new Map<string, DomainEvent>();
  return async (): Promise<void> => {
    for (;;) {
      const fresh = (await eventsAbout(code, ids)).filter(({ id }) => !delivered.has(id));
      if (fresh.length === 0) return;
      const old = [...delivered.values()].filter(() => Math.random() < 0.3);
      await publish(code, twiceAndShuffled([...fresh, ...old]));
      for (const event of fresh) delivered.set(event.id, event);
      await quiet(code);
    }
  };
}

test("events that come twice and in no order end in the same state", { timeout: 600_000 }, async () => {
  const orders = {} as Record<Story, string>;
  await whileAsleep(code, relays, async () => {
    for (const story of Object.keys(ends) as Story[]) orders[story] = await place(story);
    const ids = Object.values(orders);
    const deliverAll = worstBus(ids);
    // nobody has heard of any of these orders yet, nor of what happens to them now
    await cancel(orders["cancelled at once"]);
    await cancel(orders["sent in part"], "l2");
    const lapsed = await lapseNow(code, [orders.lapsed]);
    expect(lapsed.lapsed).toBe(1);
    await deliverAll();
    await eventually(
      async () => {
        // a call of the provider that took too long is asked for by the clock, and what it tells then is delivered, too
        await invoke(code, "payments/poll-pending.schedule");
        await deliverAll();
        for (const story of ["delivered", "sent in part", "cancelled later", "paid back in part"] as const) {
          const { status, lines } = (await operations.get(`/orders/${orders[story]}`)).body;
          const open = lines.filter((line: { status: string }) => line.status === "open");
          expect({ story, status, open }).toEqual({ story, status: "confirmed", open: [] });
        }
      },
      { withinSeconds: 100, everyMilliseconds: 1_000 },
    );
    await cancel(orders["cancelled later"], "l1");
    await cancel(orders["cancelled later"]);
    await cancel(orders["paid back in part"], "l3");
    await move(orders.delivered, "dispatch", handover);
    await move(orders.delivered, "delivery", {});
    await move(orders["sent in part"], "dispatch", handover);
    await deliverAll();
    await move(orders["sent in part"], "delivery", {});
    await deliverAll();
  });
  const ids = Object.values(orders);
  for (const [story, status] of Object.entries(ends))
    await orderThat(operations, orders[story as Story], (order) => order.status === status);
  const books = await agreed(market, ids, { withinSeconds: 100 });

  await quiet(code);
  const end = written(await booksOf(market, ids));
  await publish(code, twiceAndShuffled(await eventsAbout(code, ids)));
  await quiet(code);
  expect(written(await booksOf(market, ids)), "what is delivered once more changes nothing").toEqual(end);
  expect(books.orders.size).toBe(ids.length);
  expect(await deadLetters(code)).toEqual(before);
});

/** Every item of the books, to the last attribute, in an order of its own. */
const written = (books: Books): string[] =>
  [books.orders, books.lines, books.payments, books.operations, books.accounts]
    .flatMap((items): unknown[] => [...items.values()].flat())
    .concat(books.holds, books.stock, books.shipments)
    .map((item) => JSON.stringify(item, (_, value) => (value instanceof Set ? [...value].sort() : value)))
    .sort();
