import pMap from "p-map";
import { tell } from "#cli/terminal/outcome";
import type { Ground } from "./ground.ts";
import { must, orderOf } from "./measured-shop.ts";
import { isConfirmed, ordersThat } from "./orders-seen.ts";
import type { Part } from "./report.ts";
import { spread } from "./statistics.ts";

type Level = { readonly clients: readonly number[]; readonly orders: number };

/** Throughput and latency of `POST /orders`, and how long it takes until all of it is paid for. */
export async function measureLoad(ground: Ground, { clients, orders }: Level): Promise<Part> {
  const levels = [];
  for (const count of clients) {
    tell(`placing ${orders} orders with ${count} client${count === 1 ? "" : "s"}`);
    // as many workers as there will be at once, and compiled code in each
    await ordersThat(ground, (await place(ground, 3 * count + 10, count)).ids, isConfirmed);
    levels.push({ clients: count, ...(await oneLevel(ground, orders, count)) });
  }
  return {
    name: "load",
    title: "POST /orders under load",
    how:
      `${orders} orders of one line each at every level, every client sending its next order when it has its answer, over\n` +
      "connections that are kept. Clients, gateway, functions and tables share this machine's cores. Functions are warm.\n" +
      "`confirmed` counts from the first order sent until the last of them is paid for.",
    tables: [
      {
        head: ["clients", "orders/s", "p50 ms", "p95 ms", "p99 ms", "refused", "confirmed after s", "confirmed/s"],
        rows: levels.map(({ clients: count, throughput, latency, refused, confirmedAfter }) => [
          count,
          throughput,
          latency.p50,
          latency.p95,
          latency.p99,
          refused,
          confirmedAfter,
          (orders - refused) / confirmedAfter,
        ]),
      },
    ],
    budgets: [],
    data: { orders, levels },
  };
}

async function oneLevel(ground: Ground, orders: number, clients: number) {
  const started = performance.now();
  const { ids, latencies, refused } = await place(ground, orders, clients);
  const seconds = (performance.now() - started) / 1_000;
  await ordersThat(ground, ids, isConfirmed, { withinSeconds: 300 });
  const confirmedAfter = (performance.now() - started) / 1_000;
  return { throughput: orders / seconds, seconds, latency: spread(latencies), refused, confirmedAfter };
}

async function place(ground: Ground, orders: number, clients: number) {
  const ids: string[] = [];
  const latencies: number[] = [];
  let refused = 0;
  await pMap(
    Array(orders).keys(),
    async (index) => {
      const answer = await ground.storefront.call("POST", "/orders", orderOf(ground, 1, index));
      latencies.push(answer.milliseconds);
      if (answer.status === 201) ids.push(answer.body.id);
      else if (answer.status === 429) refused += 1;
      else must(answer, 201);
    },
    { concurrency: clients },
  );
  return { ids, latencies, refused };
}
