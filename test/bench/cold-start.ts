import { tell } from "#cli/terminal/outcome";
import { environmentOf, setEnvironment } from "./aws-admin.ts";
import type { Ground } from "./ground.ts";
import { must, orderOf } from "./measured-shop.ts";
import type { Part } from "./report.ts";
import { median, spread } from "./statistics.ts";

const checkout = "checkout/place-order.http";

/**
 * From a cold checkout to its first answer: the first call of all, then calls after as many releases.
 * @param fresh whether the checkout was never called on this stack
 */
export async function measureColdStart(ground: Ground, fresh: boolean, samples: number): Promise<Part> {
  tell(`starting the checkout cold, ${samples + (fresh ? 1 : 0)} times`);
  const { cloud, market } = ground;
  const order = async () => must(await ground.storefront.call("POST", "/orders", orderOf(ground, 1)), 201).milliseconds;
  const first = fresh ? await order() : undefined;
  const variables = await environmentOf(cloud, market.code, checkout);
  if (!variables) throw new Error("this stack has no checkout");
  const cold: number[] = [];
  const warm: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    await setEnvironment(cloud, market.code, checkout, { ...variables, SAMPLE: String(sample) });
    cold.push(await order());
    for (let call = 0; call < 5; call++) warm.push(await order());
  }
  await setEnvironment(cloud, market.code, checkout, variables);
  const { p50, p95 } = spread(cold);
  return {
    name: "coldStart",
    title: "Cold start to first answer",
    how:
      "`POST /orders` through the API when no process of the checkout runs: process start, import of the bundle, first\n" +
      "connections, and the order itself. After a new release, and once as the first order of a new stack. The emulator\n" +
      "starts a Node process where Lambda starts a microVM: only differences between two runs mean something.",
    tables: [
      {
        head: ["call", "calls", "p50 ms", "p95 ms"],
        rows: [
          ...(first === undefined ? [] : [["first of a new stack", 1, first, first] as const]),
          ["after a release", cold.length, p50, p95],
          ["warm, in between", warm.length, median(warm), spread(warm).p95],
        ],
      },
    ],
    budgets: [],
    data: { firstMilliseconds: first ?? null, coldMilliseconds: cold, warmMilliseconds: spread(warm) },
  };
}
