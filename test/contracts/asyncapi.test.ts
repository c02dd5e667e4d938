import { Parser } from "@asyncapi/parser";
import { describe, expect, test } from "vitest";
import { exists } from "#test/architecture/sources";
import { allConsumers, placeOf } from "#test/support/manifests";
import { asyncDocumentOf } from "./asyncapi-documents.ts";
import { eventCatalogue } from "./event-catalogue.ts";
import { startedFunctions } from "./function-starts.ts";

const catalogue = await eventCatalogue();

describe("the catalogue of events", () => {
  test("says of every event what it means and who makes it", () => {
    const silent = catalogue.filter(({ meaning, publishers }) => meaning.length < 15 || publishers.length === 0);
    expect(silent.map(({ contract }) => contract.type)).toEqual([]);
  });

  test("names a file for every consumer of the manifests", async () => {
    const consumers = catalogue.flatMap(({ legs }) => legs.flatMap((leg) => leg.consumers));
    expect(consumers.filter(({ file }) => !exists(file)).map(({ file }) => file)).toEqual([]);
    const listed = new Set(consumers.map(({ domain, name }) => `${domain}.${name}`));
    const missing = (await allConsumers()).filter(({ domain, name }) => !listed.has(`${domain}.${name}`));
    expect(missing.map(({ domain, name }) => `${domain}.${name}`)).toEqual([]);
  });
});

type Document = {
  channels: Record<string, { messages: Record<string, unknown> }>;
  operations: Record<string, { action: string; messages: { $ref: string }[] }>;
};

describe.each(["market", "central"] as const)("the AsyncAPI document for %s", (place) => {
  test("is one to the specification's own parser", async () => {
    const diagnostics = await new Parser().validate(JSON.stringify(await asyncDocumentOf(place)));
    expect(diagnostics.map(({ message, path }) => `${path.join("/")}: ${message}`)).toEqual([]);
  });

  test("has every function of the place that an event reaches, with every event that reaches it", async () => {
    const { operations } = (await asyncDocumentOf(place)) as Document;
    const described = Object.entries(operations)
      .filter(([, { action }]) => action === "receive")
      .map(([name, { messages }]) => [name, messages.map(({ $ref }) => $ref.split("/").at(-1)).sort()] as const);
    const wired = (await startedFunctions())
      .filter(({ domain }) => placeOf(domain) === place)
      .flatMap(({ domain, name, start }) =>
        start.by === "events" || start.by === "crossing"
          ? [[`${domain}.${name}`, start.types.toSorted()] as const]
          : [],
      );
    expect(new Map(described)).toEqual(new Map(wired));
  });
});

test("every event is in the document of the place that publishes it", async () => {
  const sent = await Promise.all(
    (["market", "central"] as const).map(async (place) =>
      Object.values(((await asyncDocumentOf(place)) as Document).operations)
        .filter(({ action }) => action === "send")
        .flatMap(({ messages }) => messages.map(({ $ref }) => `${place} ${$ref.split("/").at(-1)}`)),
    ),
  );
  expect(sent.flat().sort()).toEqual(
    catalogue.map(({ contract, domain }) => `${placeOf(domain)} ${contract.type}`).sort(),
  );
});
