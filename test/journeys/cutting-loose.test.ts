import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markets } from "#markets/directory";
import type { Market } from "#markets/schema";
import { orderingTable } from "#ordering/table";
import { agreed } from "#test/support/agreement";
import { mustAnswer } from "#test/support/answers";
import { talkTo } from "#test/support/cloud";
import { assemblyOf, changed, deployedTemplates, naming } from "#test/support/deployed-templates";
import { functionName, invoke, type Session, sessionsOf } from "#test/support/emulator-control";
import { quiet } from "#test/support/event-traffic";
import { eventually } from "#test/support/eventually";
import { canada, decideCanada } from "#test/support/fourth-market";
import { clientOf, type Json, machine, person } from "#test/support/market-client";
import { relayOf } from "#test/support/market-functions";
import { ownRepository } from "#test/support/own-repository";
import { booksOf, feedOf, inWords, published, reportedOf, type Sales, salesIn, sell } from "#test/support/sales";
import { anOrder, fresh, offer, placed, shipmentsOf } from "#test/support/shop";
import { type Attempt, attemptsOn, putOn, whatMay } from "#test/support/site-access";

/** These stories redeploy, so they have a repository and a cloud of their own. */
const repository = ownRepository("links");
const { done } = repository;
const others = markets.map(({ code }) => code).filter((code) => code !== "us");
const us = marketNamed("us");
const goods = { sellerId: fresh("shop"), sku: "LAMP" };
const long = 420_000;

/** Moments of long ago: their windows are due as soon as they have been quiet. */
const hours = { before: "2026-03-10T15:20:00Z", meanwhile: "2026-03-11T15:20:00Z", after: "2026-03-12T15:20:00Z" };
const few = "2026-04-01T09:00:00Z";

function marketNamed(code: string): Market {
  const market = markets.find((one) => one.code === code);
  if (!market) throw new Error(`no market ${code}`);
  return market;
}
const templates = async (codes: readonly string[]): Promise<Readonly<Record<string, string>>> =>
  Object.assign({}, ...(await Promise.all(codes.map(deployedTemplates))));
const assemblies = (codes: readonly string[]) =>
  Object.assign({}, ...codes.map((code) => assemblyOf(repository.assembly, code)));

beforeAll(async () => talkTo(await repository.up()), long);
afterAll(() => repository.remove(), 120_000);

describe("a market that is cut loose from the centre and joined again", () => {
  const sold: Record<keyof typeof hours, Sales> = {} as never;
  const held: Sales[] = [];
  let shown: readonly Json[];
  let toCentre: readonly Attempt[];
  let toMarket: readonly Attempt[];
  type Sessions = { readonly us: readonly Session[]; readonly central: readonly Session[] };
  const sessionsNow = async (): Promise<Sessions> => ({
    us: await sessionsOf("us"),
    central: await sessionsOf("central"),
  });
  let linked: Sessions;
  const whatBothMay = async (as: Sessions) => ({
    toCentre: await whatMay(as.us, toCentre),
    toMarket: await whatMay(as.central, toMarket),
  });
  const cancel = async (id: string | undefined) =>
    mustAnswer(
      await (await clientOf("us", person("operations"))).post(`/orders/${id}/cancellation`, { reason: "no" }),
      200,
    );
  /** Where a template, deployed or synthesised, of one side names the other. */
  const traces = async () => [
    ...[await deployedTemplates("us"), assemblyOf(repository.assembly, "us")].flatMap((texts) =>
      naming(texts, /central|ap-southeast-1|directives/),
    ),
    ...[await deployedTemplates("central"), assemblyOf(repository.assembly, "central")].flatMap((texts) =>
      naming(texts, /\bus\b/),
    ),
  ];

  test("sells, and the centre has what enough people bought", { timeout: long }, async () => {
    await offer(await clientOf("us", person("operations")), us, { ...goods, quantity: 1_000 });
    sold.before = await sell(us, goods, hours.before, 14);
    held.push(await sell(us, goods, few, 3));
    await published(us, 1, {
      ledger: { sale: inWords(us, [sold.before, ...held]) },
      published: { sale: inWords(us, [sold.before]) },
      heldBack: { sale: inWords(us, held) },
    });
    await eventually(async () => expect(salesIn(us, await feedOf("us"))).toEqual(inWords(us, [sold.before])));
    shown = await feedOf("us");
  });

  const theLink = {
    toCentre: ["reporting/export-batch.event", "reporting/resend-batches.schedule"].map(
      (entry) => `${functionName("us", entry)}: put on archipelago-central-from-us`,
    ),
    toMarket: [
      `${functionName("central", "headquarters/acknowledge-batches.schedule")}: put on archipelago-us-directives`,
    ],
  };
  test("may put on its own ingress bus, and the centre on its bus for directives: nobody may do more", async () => {
    const sessions = await sessionsNow();
    [toCentre, toMarket] = [await attemptsOn("central"), await attemptsOn("us")];
    expect(await whatBothMay(sessions)).toEqual(theLink);
    const isLinked = ({ who }: Session) =>
      Object.values(theLink)
        .flat()
        .some((line) => line.startsWith(who));
    linked = { us: sessions.us.filter(isLinked), central: sessions.central.filter(isLinked) };
  });

  let before: Readonly<Record<"deployed" | "synthesised", Readonly<Record<string, string>>>>;
  test("is detached by one command, which shows its plan first", { timeout: long }, async () => {
    before = { deployed: await templates(others), synthesised: assemblies(others) };
    expect((await traces()).length).toBeGreaterThan(8);
    await invoke("central", "headquarters/acknowledge-batches.schedule"); // what was published is acknowledged, or it is lost
    const { plan, stderr, changed } = await done("market", "detach", "us");
    expect(changed).toBe(true);
    expect(new Set(plan.map(({ stack }: Json) => stack.split("/")[1]))).toEqual(new Set(["us", "central"]));
    const planned = plan.flatMap(({ lines }: Json) => lines).join("\n");
    for (const gone of ["EventBus from-us/Bus", "EventBus CentralLink/Directives/Bus"])
      expect(planned).toContain(`[-] AWS::Events::${gone}`);
    expect(stderr).toMatch(/\[-\] AWS::Events::EventBus from-us\/Bus[\s\S]+deployed local/);
    expect((await done("status")).markets.us.centralLink).toBe("detached");
  });

  test("then holds no trace of the centre, nor the centre of it; no other market has changed", async () => {
    expect(await traces()).toEqual([]);
    expect(changed(before.deployed, await templates(others))).toEqual([]);
    expect(changed(before.synthesised, assemblies(others))).toEqual([]);
  });

  test("may do nothing to the centre any more, nor the centre to it", async () => {
    const now = await sessionsNow();
    expect(await whatBothMay(now)).toEqual({ toCentre: [], toMarket: [] });
    // those who were allowed before, and have kept what they had then, are refused too
    expect(await whatBothMay(linked)).toEqual({ toCentre: [], toMarket: [] });
    // and they are refused for what they want, not for who they are
    const own = await whatMay(now.us, [putOn("us", "archipelago-us-bus")]);
    expect(own).toContain(`${functionName("us", relayOf(orderingTable))}: put on archipelago-us-bus`);
  });

  test("sells all the same, and nobody else hears of it", { timeout: long }, async () => {
    await invoke("us", "reporting/write-batches.schedule"); // the epoch ends; by the clock it would within a minute
    const nothing = inWords(us, []);
    const closed = {
      ...{ state: "closed", ledger: { sale: inWords(us, [sold.before, ...held]), cancellation: nothing } },
      ...{ published: { sale: inWords(us, [sold.before]) }, heldBack: { sale: nothing } },
      neverSent: { sale: inWords(us, held) },
    };
    expect(await booksOf(us, 1)).toMatchObject(closed);
    sold.meanwhile = await sell(us, goods, hours.meanwhile, 15);
    await sell(us, goods, hours.after, 2); // in an hour of which figures will cross
    await cancel(sold.before.ids[0]);
    await quiet("us");
    await invoke("us", "reporting/write-batches.schedule");
    expect(await booksOf(us, 1)).toMatchObject(closed);
    expect(await booksOf(us, 2)).toBeUndefined();
    expect(await feedOf("us")).toEqual(shown);
  });

  test("is attached by one command, and each may do again what it could", { timeout: long }, async () => {
    await done("market", "attach", "us");
    await invoke("us", "reporting/write-batches.schedule");
    expect(await whatBothMay(await sessionsNow())).toEqual(theLink);
    expect(changed(before.deployed, await templates(others))).toEqual([]);
  });

  test("sells, and only what was sold while attached has crossed, to the cent", { timeout: long }, async () => {
    sold.after = await sell(us, goods, hours.after, 16);
    const heldNow = await sell(us, goods, few, 2);
    await cancel(sold.meanwhile.ids[0]); // never crossed, so its correction does not
    await cancel(sold.after.ids[0]);
    const cancelled = inWords(us, [{ orders: 1, cents: 1_000 }]);
    await published(us, 2, {
      state: "open",
      ledger: { sale: inWords(us, [sold.after, heldNow]), cancellation: cancelled },
      published: { sale: inWords(us, [sold.after]), cancellation: inWords(us, []) },
      heldBack: { sale: inWords(us, [heldNow]), cancellation: cancelled },
    });
    const crossed = inWords(us, [sold.before, sold.after]);
    await eventually(async () => expect(salesIn(us, await feedOf("us"))).toEqual(crossed));
    const events = await feedOf("us");
    expect(new Set(events.map(({ data }) => data.epoch))).toEqual(new Set([1, 2]));
    expect(events.flatMap(({ data }) => data.cells).map(({ period }) => period)).toEqual([
      "2026-03-10T11",
      "2026-03-12T11",
    ]);
    expect(await reportedOf("us")).toMatchObject({ sale: crossed, cancellation: inWords(us, []) });
    expect(await done("reconcile", "us")).toMatchObject({
      ...{ balanced: true, central: crossed, heldBack: inWords(us, [heldNow]), neverSent: inWords(us, held) },
      ledger: inWords(us, [sold.before, ...held, sold.after, heldNow]),
    });
  });
});

describe("a fourth market", () => {
  const definition = "packages/markets/definitions/ca";
  const everywhere = [...markets.map(({ code }) => code), "central"];

  test("begins as a copy; while a person has something to decide, nothing is synthesised or deployed", async () => {
    const { files, undecided } = await done("market", "new", "ca", "--like", "us");
    expect(files).toEqual([definition, "packages/markets/index.ts"]);
    expect(undecided.toSorted()).toEqual(Object.keys(canada).sort());
    for (const { code, err } of [await repository.synth(), await repository.archipelago("up", "--detach")]) {
      expect(code).not.toBe(0);
      expect([...err.matchAll(/ca: (\S+): is copied/g)].map(([, place]) => place)).toEqual(undecided);
    }
  });

  test("is deployed once all is decided, and none of the others changes by it", { timeout: long }, async () => {
    const before = await templates(everywhere);
    decideCanada(join(repository.folder, definition));
    talkTo(await repository.up());
    // the centre has one more bus, rule, alarm and name; its data and its people stay as they are
    expect(changed(before, await templates(everywhere))).toEqual([
      ...["local-central-headquarters", "local-central-ingress", "local-central-operations"],
    ]);
    expect((await done("status")).markets.ca).toMatchObject({ region: "ca-central-1", centralLink: "attached" });
  });

  test("sells, sends from its own nodes, and is seen in the centre", { timeout: long }, async () => {
    const ca = (await import(join(repository.folder, definition, "index.ts"))) as Market;
    const [operations, storefront] = [
      await clientOf("ca", person("operations")),
      await clientOf("ca", machine("storefront")),
    ];
    await offer(operations, ca, { ...goods, quantity: 1_000, cents: 2_500 });
    const sales = await sell(ca, goods, hours.before, 14);
    const one = { orders: 1, cents: 2_500, ids: [(await placed(storefront, anOrder(ca, [goods]))).id] };
    const [shipment] = await shipmentsOf(operations, one.ids[0] ?? "");
    expect(shipment).toMatchObject({ status: "planned", nodeId: "mississauga" });
    const books = await agreed(ca, [...sales.ids, ...one.ids]);
    expect([...books.orders.values()].filter(({ status }) => status !== "confirmed")).toEqual([]);
    expect(new Set(books.shipments.map(({ orderId }) => orderId)).size).toBe(15);

    const crossed = inWords(ca, [sales]);
    await published(ca, 1, { ledger: { sale: inWords(ca, [sales, one]) }, published: { sale: crossed } });
    await eventually(async () => expect(salesIn(ca, await feedOf("ca"))).toEqual(crossed));
    // no rate is known for its currency, so a report in another one leaves it as it is
    for (const question of ["", "&currency=USD"])
      expect(await reportedOf("ca", question)).toMatchObject({ currency: "CAD", sale: crossed });
    expect(await done("reconcile", "ca")).toMatchObject({
      ...{ balanced: true, currency: "CAD", ledger: inWords(ca, [sales, one]), central: crossed },
    });
  });

  test("is not lost to a second start: one on another port is refused", async () => {
    const { code, err } = await repository.archipelago("up", "--port", "4567");
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/runs already.*--fresh/) });
    expect((await done("status")).running).toBe(true);
  });
});
