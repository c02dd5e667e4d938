import { describe, expect, test } from "vitest";
import { allConsumers, allContracts } from "#test/support/manifests";
import { describeContract, lockedContracts } from "./event-lock.ts";

const contracts = await allContracts();
const locked = lockedContracts();
const howToLock = "a new contract is locked by: npm run lock:events";

/** Contracts that may cross to the central region. Each was read by someone who asked: could this speak of a person? */
const central = ["archipelago.reporting.batch.v1", "archipelago.reporting.written-through.v1"];

describe("event contracts", () => {
  test("are all locked", () =>
    expect(
      contracts.map(({ type }) => type).filter((type) => !locked.has(type)),
      howToLock,
    ).toEqual([]));

  test("are never withdrawn while a lock promises them", () => {
    const published = new Set<string>(contracts.map(({ type }) => type));
    expect([...locked.keys()].filter((type) => !published.has(type))).toEqual([]);
  });

  test.each(contracts.filter(({ type }) => locked.has(type)))("$type is what was published", (contract) =>
    expect(describeContract(contract), "a published contract never changes: declare its next version instead").toEqual(
      locked.get(contract.type),
    ),
  );

  test("have one name each", () => {
    const types = contracts.map(({ type }) => type);
    expect(types).toEqual([...new Set(types)]);
  });

  test("that may reach the centre are listed here, and only those", () =>
    expect(
      contracts
        .filter(({ audience }) => audience === "central")
        .map(({ type }) => type)
        .sort(),
    ).toEqual(central));

  test("declare every field they carry, at every depth", () => {
    const open = contracts.flatMap((contract) => openObjects(describeContract(contract).data, contract.type));
    expect(open, "use strictObject: what nobody declared must not travel").toEqual([]);
  });

  test("carry nothing of a buyer", () => {
    const personal = /^(buyer|buyerId|name|email|phone|address|taxId|postcode|postcodePrefix|ip)$/i;
    const carried = contracts.flatMap((contract) =>
      fieldNames(describeContract(contract).data)
        .filter((name) => personal.test(name))
        .map((name) => `${contract.type} carries ${name}`),
    );
    expect(carried).toEqual([]);
  });
});

describe("consumers", () => {
  test("listen to contracts that exist", async () => {
    const known = new Set(contracts);
    const wrong = (await allConsumers()).flatMap(({ domain, name, consumer }) =>
      consumer.on.filter((contract) => !known.has(contract)).map(({ type }) => `${domain}.${name} is on ${type}`),
    );
    expect(wrong).toEqual([]);
  });

  test("say what people notice while they are stuck", async () => {
    const silent = (await allConsumers()).filter(({ consumer }) => !/^[A-Z].{15,}\.$/s.test(consumer.impactWhenStuck));
    expect(silent.map(({ domain, name, consumer }) => `${domain}.${name}: “${consumer.impactWhenStuck}”`)).toEqual([]);
  });
});

type Schema = { type?: string; properties?: Record<string, unknown>; additionalProperties?: unknown };
const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;
const childrenOf = (value: unknown): [string, unknown][] => (isSchema(value) ? Object.entries(value) : []);

const openObjects = (schema: unknown, at: string): string[] => [
  ...(isSchema(schema) && schema.type === "object" && schema.additionalProperties !== false ? [at] : []),
  ...childrenOf(schema).flatMap(([name, child]) => openObjects(child, `${at}.${name}`)),
];
const fieldNames = (schema: unknown): string[] => [
  ...(isSchema(schema) && isSchema(schema.properties) ? Object.keys(schema.properties) : []),
  ...childrenOf(schema).flatMap(([, child]) => fieldNames(child)),
];
