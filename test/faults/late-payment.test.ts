import { beforeAll, expect, test } from "vitest";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { booksOf } from "#test/support/books";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { eventually } from "#test/support/eventually";
import { lapseNow } from "#test/support/lapse-now";
import { type Client, clientOf, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, orderThat, placed } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
const { methods } = market.payments;
const sellerId = fresh("shop");
let operations: Client;

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  await offer(operations, market, { sellerId, sku: "A", quantity: 100 });
});

const buy = async (method: string, token: string): Promise<string> =>
  (await placed(operations, anOrder(market, [{ sellerId, sku: "A" }], { payment: { method, token } }))).id;
/** Money that was authorised is not captured, and money that came goes back. */
const undone = (method: string): string =>
  methods.find((one) => one.method === method)?.captureMode === "immediate" ? "refunded" : "voided";
/** Who tells of money that was under way: while they sleep it stays so, however long a test takes. */
const tellers = ["payments/poll-pending.schedule", "payments/sandbox-notify.event"];
/** Waits until the provider was asked and did not say how it ended: an order that lapses before owes it nothing. */
const isUnderWay = (id: string): Promise<void> =>
  eventually(async () => {
    const { operations } = await booksOf(market, [id]);
    // on a busy machine even an answer that is only slow may come too late, and be asked for
    expect(operations.get(id)).toMatchObject([
      { key: "authorise", state: expect.stringMatching(/^(pending|unknown)$/) },
    ]);
  });

test.each(["notification", "question"])(
  "money of which a %s tells after its order lapsed goes back as it came",
  { timeout: 240_000 },
  async (how) => {
    const orders = await whileAsleep(code, tellers, async () => {
      const token = how === "notification" ? "tok_slow" : "tok_timeout";
      const bought = await Promise.all(methods.map(async ({ method }) => ({ method, id: await buy(method, token) })));
      for (const { id } of bought) await isUnderWay(id);
      expect(
        (
          await lapseNow(
            code,
            bought.map(({ id }) => id),
          )
        ).lapsed,
      ).toBe(methods.length);
      return bought;
    });
    for (const { method, id } of orders)
      await eventually(
        async () => {
          if (how === "question") await invoke(code, "payments/poll-pending.schedule");
          const { status, payment } = (await operations.get(`/orders/${id}`)).body;
          expect(`${method}: ${status} ${payment.status}`).toBe(`${method}: lapsed ${undone(method)}`);
        },
        { withinSeconds: 100, everyMilliseconds: 500 },
      );
    await agreed(
      market,
      orders.map(({ id }) => id),
    );
    const { body } = await operations.get(`/sellers/${sellerId}/stock/A`);
    expect(body).toMatchObject({ onHand: 100, held: 0, available: 100 });
  },
);

test("an order that is cancelled while its money is under way gives it back", { timeout: 240_000 }, async () => {
  const orders = await whileAsleep(code, tellers, async () => {
    const bought = await Promise.all(
      methods.map(async ({ method }) => ({ method, id: await buy(method, "tok_slow") })),
    );
    for (const { id } of bought) await isUnderWay(id);
    for (const { id } of bought)
      mustAnswer(await operations.post(`/orders/${id}/cancellation`, { reason: "test" }), 200);
    return bought;
  });
  for (const { method, id } of orders)
    await orderThat(
      operations,
      id,
      ({ status, payment }) => status === "cancelled" && payment.status === undone(method),
    );
  await agreed(
    market,
    orders.map(({ id }) => id),
  );
});
