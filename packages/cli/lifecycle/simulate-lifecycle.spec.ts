import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import type { Api, ApiRequest } from "../market-api/api.ts";
import { quietBar } from "../terminal/progress.ts";
import { simulateLifecycle } from "./simulate-lifecycle.ts";
import { simulateLifecycles } from "./simulate-lifecycles.ts";

type Shipment = { id: string; status: string };

/** One order that is paid and planned after it was asked for `after` times. */
function market({
  after = 0,
  status = "confirmed",
  shipments = [{ id: "shp_1", status: "planned" }],
  refuse = "",
} = {}) {
  const order: { status: string; shipments: Shipment[] } = { status: "held", shipments: [] };
  const commands: Pick<ApiRequest, "path" | "body">[] = [];
  let asked = 0;
  const api: Api = async ({ method, path, body, idempotencyKey }) => {
    const answer = (code: number, said: unknown) => ({
      status: code,
      headers: new Headers(),
      body: said,
      milliseconds: 1,
      uncertain: false,
    });
    if (method === "GET") {
      if (asked++ === after) Object.assign(order, { status, shipments });
      return answer(200, structuredClone(order));
    }
    expect(idempotencyKey).toMatch(/^[\x21-\x7e]{1,128}$/);
    commands.push({ path, body });
    if (path.endsWith(refuse) && refuse !== "") return answer(409, { code: "line-dispatched", detail: "too late" });
    if (path.endsWith("cancellation")) order.status = "cancelled";
    for (const shipment of order.shipments)
      if (path.includes(shipment.id)) shipment.status = path.endsWith("dispatch") ? "dispatched" : "delivered";
    return answer(200, {});
  };
  return {
    commands,
    play: (finalState: Parameters<typeof simulateLifecycle>[1]["finalState"], patience = 5000) =>
      simulateLifecycle({ api, carrier: "gull", patience }, { orderId: "ord_1", finalState }),
  };
}
const [sent, arrived] = [instantOf(0), instantOf(86_400_000)];

test("a delivered order waits for its shipments, which leave and arrive at the times on record", async () => {
  const shipments = [
    { id: "shp_1", status: "planned" },
    { id: "shp_2", status: "cancelled" },
  ];
  const { play, commands } = market({ after: 2, shipments });
  const finalState = { kind: "delivered", dispatchedAt: sent, deliveredAt: arrived } as const;
  expect(await play(finalState)).toEqual({ kind: "delivered", already: false });
  expect(commands).toEqual([
    { path: "/shipments/shp_1/dispatch", body: { carrier: "gull", at: sent } },
    { path: "/shipments/shp_1/delivery", body: { at: arrived } },
  ]);
  expect(await play(finalState)).toEqual({ kind: "delivered", already: true });
  expect(commands).toHaveLength(2);
});

test("what was dispatched before is only delivered", async () => {
  const { play, commands } = market({ shipments: [{ id: "shp_1", status: "dispatched" }] });
  expect(await play({ kind: "delivered" })).toEqual({ kind: "delivered", already: false });
  expect(commands).toEqual([{ path: "/shipments/shp_1/delivery", body: {} }]);
});

test("an order is cancelled once it is paid, and only once", async () => {
  const { play, commands } = market({ after: 1 });
  expect(await play({ kind: "cancelled" })).toEqual({ kind: "cancelled", already: false });
  expect(await play({ kind: "cancelled" })).toEqual({ kind: "cancelled", already: true });
  expect(commands).toHaveLength(1);
});

test("what cannot be simulated is told", async () => {
  expect(await market({ refuse: "cancellation" }).play({ kind: "cancelled" })).toEqual({
    kind: "not-played",
    why: "POST /orders/ord_1/cancellation: line-dispatched, too late",
  });
  expect(await market({ status: "lapsed", shipments: [] }).play({ kind: "dispatched" })).toMatchObject({
    why: "order ord_1 is lapsed and has nothing to ship",
  });
  expect(await market({ after: 99 }).play({ kind: "dispatched" }, 50)).toMatchObject({ kind: "not-played" });
});

test("goods that arrived on a day that nobody recorded are told", async () => {
  const api: Api = async () => ({
    status: 200,
    headers: new Headers(),
    body: { status: "completed", shipments: [{ id: "shp_1", status: "delivered" }] },
    milliseconds: 1,
    uncertain: false,
  });
  const ended = [
    { orderId: "ord_1", finalState: { kind: "delivered", deliveredAt: arrived } },
    { orderId: "ord_2", finalState: { kind: "delivered" } },
  ] as const;
  const work = { api, carrier: "gull", workers: 2, bar: quietBar };
  expect(await simulateLifecycles(ended, work, () => {})).toEqual({
    ...{ cancelled: 0, dispatched: 0, delivered: 2, undated: 1, notPlayed: 0 },
  });
});
