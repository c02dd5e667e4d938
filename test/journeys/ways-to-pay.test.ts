import { beforeAll, describe, expect, inject, test } from "vitest";
import { paymentRules } from "#markets/serving";
import { paymentMethods } from "#markets/vocabulary";
import { agreed } from "#test/support/agreement";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { eventually } from "#test/support/eventually";
import { type Client, clientOf, type Json, machine, person } from "#test/support/market-client";
import {
  anOrder,
  cancel,
  fresh,
  marketsOfStack,
  offer,
  orderThat,
  placed,
  price,
  shipmentsOf,
} from "#test/support/shop";

describe.each(Object.keys(inject("cloud").markets))("in the market %s", (code) => {
  const market = marketsOfStack().find((one) => one.code === code);
  if (!market) throw new Error(`no market ${code}`);
  const offered = market.payments.methods;
  const immediate = offered.filter(({ captureMode }) => captureMode === "immediate").map(({ method }) => method);
  const sellerId = fresh("till");
  const as = {} as Record<"operations" | "storefront", Client>;

  beforeAll(async () => {
    as.operations = await clientOf(code, person("operations"));
    as.storefront = await clientOf(code, machine("storefront"));
    for (const sku of ["A", "B"]) await offer(as.operations, market, { sellerId, sku, cents: 1_000, quantity: 1_000 });
  });

  const order = (payment: object, ...skus: readonly string[]) =>
    anOrder(
      market,
      (skus.length > 0 ? skus : ["A"]).map((sku) => ({ sellerId, sku })),
      { payment: { method: "card", ...payment } },
    );
  const buy = async (payment: object, ...skus: string[]): Promise<string> =>
    (await placed(as.storefront, order(payment, ...skus))).id;
  const thatIs = (id: string, ...statuses: readonly string[]): Promise<Json> =>
    orderThat(as.operations, id, ({ status, payment }) =>
      [`${status} ${payment.status}`, status].some((word) => statuses.includes(word)),
    );

  test.each(["tok_declined", "tok_nobody_issued"])("a card that is declined (%s) cancels the order", async (token) => {
    const id = await buy({ token });
    const cancelled = await thatIs(id, "cancelled");
    expect(cancelled).toMatchObject({
      statusReason: "payment-declined",
      payment: { status: "declined", authorised: price(market, 0) },
      lines: [{ status: "cancelled" }],
      shipments: [],
    });
    mustAnswer(await cancel(as.storefront, id), 200);
  });

  test("instalments are taken as far as the method goes", async () => {
    for (const { method, maximumInstalments } of offered) {
      const most = { method, installments: maximumInstalments };
      const id = await buy(most);
      await thatIs(id, "confirmed");
      const more = order({ ...most, installments: maximumInstalments + 1 });
      mustRefuse(await as.storefront.post("/orders", more), 422, "invalid", "/payment/installments");
    }
  });

  test("methods that the market does not offer are refused", async () => {
    for (const method of paymentMethods.filter((one) => !paymentRules(market, one)))
      mustRefuse(await as.storefront.post("/orders", order({ method })), 422, "payment-method-not-offered");
  });

  test.runIf(immediate.length > 0)("money that comes at once is sent back, in whole or in part", async () => {
    for (const method of immediate) {
      const [whole, part] = [await buy({ method }), await buy({ method }, "A", "B")];
      for (const id of [whole, part]) await shipmentsOf(as.operations, id);
      expect(await thatIs(whole, "confirmed captured")).toMatchObject({
        payment: { method, captured: price(market, 1_000) },
      });
      mustAnswer(await cancel(as.storefront, whole), 200);
      mustAnswer(await cancel(as.storefront, part, ["l1"]), 200);
      const returned = await thatIs(whole, "cancelled refunded");
      expect(returned.payment.refunded).toEqual(price(market, 1_000));
      const less = await thatIs(part, "confirmed partially-refunded");
      expect(less.payment).toMatchObject({ captured: price(market, 2_000), refunded: price(market, 1_000) });
      const [shipment] = await shipmentsOf(as.operations, part);
      const handover = { carrier: market.carriers[0]?.id };
      mustAnswer(await as.operations.post(`/shipments/${shipment.id}/dispatch`, handover), 200);
    }
  });

  test("when all that is over, everything agrees", async () => {
    await agreed(market);
  });
});

test("however a provider answers, late, thrice or never, the order comes to its end", {
  timeout: 240_000,
}, async () => {
  const ends = { tok_slow: true, tok_thrice: true, tok_lost: true, tok_timeout: true, tok_timeout_declined: false };
  await Promise.all(
    marketsOfStack().map(async (market) => {
      const { code } = market;
      const operations = await clientOf(code, person("operations"));
      const sellerId = fresh("till");
      await offer(operations, market, { sellerId, sku: "A" });
      const buyAndSettle = async () => {
        const orders = await Promise.all(
          market.payments.methods.flatMap(({ method, captureMode }) =>
            Object.entries(ends).map(async ([token, paid]) => {
              const payment = { method, token };
              const { id } = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }], { payment }));
              const end = captureMode === "immediate" ? "confirmed captured" : "confirmed authorised";
              return { id, token, end: `${method} ${token}: ${paid ? end : "cancelled declined"}` };
            }),
          ),
        );
        const isSo = async ({ id, token, end }: (typeof orders)[number]) => {
          const { status, payment } = (await operations.get(`/orders/${id}`)).body;
          expect(`${payment.method} ${token}: ${status} ${payment.status}`).toBe(end);
        };
        const notified = orders.filter(({ token }) => /slow|thrice/.test(token));
        for (const order of notified) await eventually(() => isSo(order), { withinSeconds: 60 });
        for (const { id } of orders.filter((order) => !notified.includes(order)))
          expect((await operations.get(`/orders/${id}`)).body.status, "what nobody notified is not assumed").toBe(
            "held",
          );
        const ask = async () => {
          await invoke(code, "payments/poll-pending.schedule");
          for (const order of orders) await isSo(order);
        };
        await eventually(ask, { withinSeconds: 75, everyMilliseconds: 1_000 });
        return orders.map(({ id }) => id);
      };
      // the clock must not do what a notification should
      await agreed(market, await whileAsleep(code, ["payments/poll-pending.schedule"], buyAndSettle));
    }),
  );
});
