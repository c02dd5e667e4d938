import { expect, test } from "vitest";
import { agreed } from "#test/support/agreement";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { eventually } from "#test/support/eventually";
import { clientOf, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, placed, shipmentsOf } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;

test("a payment whose notification never comes is asked for, and its order goes on", { timeout: 240_000 }, async () => {
  const operations = await clientOf(code, person("operations"));
  const sellerId = fresh("shop");
  await offer(operations, market, { sellerId, sku: "A" });
  const { id } = await whileAsleep(code, ["payments/poll-pending.schedule"], async () => {
    const payment = { method: "card", token: "tok_lost" };
    const order = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }], { payment }));
    const seen = async (): Promise<string> => {
      const { status, payment } = (await operations.get(`/orders/${order.id}`)).body;
      return `${status} ${payment.status}`;
    };
    await invoke(code, "payments/poll-pending.schedule"); // it is too early to ask
    expect(await seen()).toBe("held pending");
    await eventually(
      async () => {
        await invoke(code, "payments/poll-pending.schedule");
        expect(await seen()).toBe("confirmed authorised");
      },
      { withinSeconds: 75, everyMilliseconds: 1_000 },
    );
    return order;
  });
  expect(await shipmentsOf(operations, id)).toHaveLength(1);
  await agreed(market, [id]);
});
