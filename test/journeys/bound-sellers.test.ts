import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { marketByCode } from "#markets/directory";
import { mustRefuse } from "#test/support/answers";
import { allRoutes } from "#test/support/manifests";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { type Ground, promisedRoutes } from "#test/support/promised-routes";
import { fresh, offer } from "#test/support/shop";

vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("uk") }));

const guarded = (await allRoutes("market")).filter(({ route }) => route.scope !== undefined);
let here: MarketInMemory;
let ground: Ground;

beforeAll(async () => {
  const market = marketByCode("uk");
  if (!market) throw new Error("there is no market uk");
  here = await marketInMemory(market);
  const operations = here.client("operations");
  ground = { market, operations, placer: operations, sellerId: fresh("bound"), sku: "THING-1" };
  await offer(ground.operations, market, { sellerId: ground.sellerId, sku: ground.sku, quantity: 1_000 });
});
afterAll(() => here.close());

/** Somebody with every scope, who is bound to sellers all the same, and to none of these: what a route says of bound sellers
 *  holds whatever else they may do. */
test.each(guarded.map(({ route }) => [route.boundSellers, route.key] as const))(
  "bound sellers get %s of %s, also with every scope",
  async (boundSellers, key) => {
    const { path, body } = (await promisedRoutes[key]?.example?.(ground)) ?? { path: "" };
    const before = here.everything();
    const outsider = here.client("operations+seller");
    const answer = await outsider.call(key.split(" ")[0] ?? "", path, body === undefined ? {} : { body });
    const [status, code] = boundSellers === "none" ? [403, "forbidden"] : (promisedRoutes[key]?.toOutsiders ?? []);
    if (!status || !code) throw new Error(`what does another seller get from ${key}?`);
    mustRefuse(answer, status, code);
    expect(here.everything()).toEqual(before);
  },
);
