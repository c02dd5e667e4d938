import { beforeAll, describe, expect, inject, test } from "vitest";
import { marketGroups, marketMachines } from "#access/roles";
import type { Route } from "#platform/route";
import { mustAnswer, mustBeStopped, mustRefuse } from "#test/support/answers";
import { headersAmiss } from "#test/support/complaints";
import { allRoutes, type NamedRoute } from "#test/support/manifests";
import { type Answer, type Client, clientOf, clientWith, machine, person, tokenOf } from "#test/support/market-client";
import { type Example, type Ground, promisedRoutes } from "#test/support/promised-routes";
import { anOrder, fresh, marketsOfStack, offer, placed } from "#test/support/shop";

const routes = await allRoutes("market");
/** Routes that ask for a token. */
const guarded = routes.filter(({ route }) => route.scope !== undefined);
const grants: Readonly<Record<string, readonly string[]>> = { ...marketGroups, ...marketMachines };
const matrix = guarded.flatMap(({ route }) => Object.keys(grants).map((role) => ({ key: route.key, role })));

const methodOf = ({ key }: { readonly key: string }): string => key.split(" ")[0] ?? "";
const send = (client: Client, key: string, { path, body }: Example): Promise<Answer> =>
  client.call(methodOf({ key }), path, body === undefined ? {} : { body });

test("every route has an example here", () => {
  const without = routes
    .map(({ route }: NamedRoute) => route.key)
    .filter((key) => promisedRoutes[key]?.scope !== "open: signature" && !promisedRoutes[key]?.example);
  expect(without, "test/support/routes/<domain>.ts must show how to call it").toEqual([]);
});

describe.each(Object.keys(inject("cloud").markets))("in the market %s", (code) => {
  const market = marketsOfStack().find((one) => one.code === code);
  if (!market) throw new Error(`no market ${code}`);
  const sellerId = fresh("matrix");
  const sku = "THING-1";
  const shared = new Map<string, Example>();
  let ground: Ground;
  let foreigners: readonly string[];

  const clientAs = (role: string): Promise<Client> =>
    clientOf(
      code,
      role in marketMachines
        ? machine(role as keyof typeof marketMachines)
        : person(role, ...(role === "seller" ? [sellerId] : [])),
    );
  /** One example of a route, for those who will not get through. */
  const target = async (key: string): Promise<Example> => {
    const example = shared.get(key) ?? (await promisedRoutes[key]?.example?.(ground));
    if (!example) throw new Error(`no example of ${key}`);
    shared.set(key, example);
    return example;
  };

  beforeAll(async () => {
    const operations = await clientAs("operations");
    ground = { market, sellerId, sku, operations, placer: operations };
    await offer(ground.operations, market, { sellerId, sku, quantity: 10_000 });
    const others = marketsOfStack().filter((one) => one.code !== code);
    foreigners = await Promise.all([
      ...others.map((other) => tokenOf(other.code, person("operations"))),
      tokenOf("central", person("leadership")),
    ]);
  });

  test.each(guarded.map(({ route }) => route.key))(
    "%s stops who has no token, a broken one or a foreign one",
    async (key) => {
      const example = await target(key);
      const own = ground.operations.token ?? "";
      const forged = `${own.slice(0, own.lastIndexOf(".") + 1)}${"A".repeat(342)}`;
      for (const token of [undefined, "", "x", own.slice(0, -3), forged, ...foreigners])
        mustBeStopped(await send(clientWith(code, token), key, example), 401);
    },
  );

  test.each(matrix)("$key asked by $role", async ({ key, role }) => {
    const route = guarded.find((one) => one.route.key === key)?.route as Route;
    const scope = route.scope ?? "";
    const client = await clientAs(role);
    if (!grants[role]?.includes(scope)) return mustBeStopped(await send(client, key, await target(key)), 403);
    const placer = grants[role]?.includes("orders/place") ? client : ground.operations;
    const example = await promisedRoutes[key]?.example?.({ ...ground, placer });
    if (!example) throw new Error(`no example of ${key}`);
    const answer = await send(client, key, example);
    mustAnswer(answer, example.status);
    expect(headersAmiss(route, answer)).toEqual([]);
  });

  test.each(guarded.map(({ route }) => route.key))("%s asked by another seller", async (key) => {
    const { scope = "", boundSellers } = guarded.find(({ route }) => route.key === key)?.route ?? {};
    const outsider = await clientOf(code, person("seller", fresh("outsider")));
    const answer = await send(outsider, key, await target(key));
    if (!grants.seller?.includes(scope)) return mustBeStopped(answer, 403);
    if (boundSellers === "none") return mustRefuse(answer, 403, "forbidden");
    const [status, problem] = promisedRoutes[key]?.toOutsiders ?? [];
    if (!status || !problem) throw new Error(`what does another seller get from ${key}?`);
    mustRefuse(answer, status, problem);
  });

  test.each(matrix.filter(({ key, role }) => role in marketMachines && promisedRoutes[key]?.toOtherMachines))(
    "$key about an order that another placed, asked by $role",
    async ({ key, role }) => {
      const { scope = "" } = guarded.find(({ route }) => route.key === key)?.route ?? {};
      const answer = await send(await clientAs(role), key, await target(key));
      if (!grants[role]?.includes(scope)) return mustBeStopped(answer, 403);
      const [status, problem] = promisedRoutes[key]?.toOtherMachines ?? [0, ""];
      mustRefuse(answer, status, problem);
    },
  );

  test("routes that name an order say what a machine gets that did not place it", () => {
    const ofOrders = guarded.filter(({ route }) => route.key.includes("/orders/{id}"));
    expect(ofOrders.length).toBeGreaterThan(0);
    expect(ofOrders.filter(({ route }) => !promisedRoutes[route.key]?.toOtherMachines)).toEqual([]);
  });

  test("a machine's list of orders holds what it placed itself", async () => {
    const storefront = await clientAs("storefront");
    const own = await placed(storefront, anOrder(market, [{ sellerId, sku }]));
    const ids = async (client: Client, path: string): Promise<string[]> => {
      const { items, next } = (await client.get(path)).body;
      const found = items.map(({ id }: { id: string }) => id);
      return next === null ? found : [...found, ...(await ids(client, `/orders?limit=100&after=${next}`))];
    };
    expect(await ids(storefront, "/orders?limit=100")).toContain(own.id);
    expect(await ids(await clientAs("integration"), "/orders?limit=100")).not.toContain(own.id);
  });

  test.each(guarded.map(({ route }) => route.key))("%s changed nothing for those whom it stopped", async (key) => {
    const example = await target(key);
    const repeated = await send(ground.operations, key, example);
    mustAnswer(repeated, example.status);
    expect(repeated.headers.get("idempotency-replayed")).toBeNull();
  });

  test("a seller's lists hold its own only", async () => {
    const outsider = await clientOf(code, person("seller", fresh("outsider")));
    for (const path of ["/listings", "/orders", "/shipments"])
      expect((await outsider.get(path)).body, path).toEqual({ items: [], next: null });
  });

  test("open routes answer everybody, token or not", async () => {
    for (const token of [undefined, "x", ground.operations.token, ...foreigners]) {
      expect(mustAnswer(await clientWith(code, token).get("/health"), 200)).toEqual({
        status: "ok",
        market: code,
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        commit: expect.stringMatching(/^([0-9a-f]{40}(-dirty)?|unknown)$/),
      });
      const unsigned = await clientWith(code, token).call("POST", "/payments/notifications/sandbox", { text: "{}" });
      expect(unsigned.status, unsigned.text).toBe(401);
      expect(unsigned.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("what is no route is not found, for anybody", async () => {
    for (const token of [undefined, ground.operations.token])
      for (const path of ["/", "/nothing", "/orders/x/y/z", "/sellers"])
        mustRefuse(await clientWith(code, token).get(path), 404, "not-found");
  });
});
