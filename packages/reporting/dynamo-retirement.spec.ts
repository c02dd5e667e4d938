import { expect, test } from "vitest";
import { type Dynamo, fromItem, type Item, type Key } from "#platform/dynamo";
import { addDigest, digestOf, noDigests, pagesOf } from "./digests.ts";
import { retireObservations } from "./dynamo-retirement.ts";
import { observationItem } from "./reporting-items.ts";

const table = "reporting";
const observations = Array.from({ length: 230 }, (_, at) =>
  observationItem(
    {
      id: digestOf(String(at)),
      kind: "sale",
      slot: "2017-12-01T14",
      channel: "live",
      category: "toys",
      measures: { orders: 1, units: 1, goods: at },
      identity: digestOf("buyer", String(at)),
      arrivedIn: "2017-12",
    },
    1,
  ),
);
const nameOf = ({ pk }: Item): string => pk?.S ?? "";

/** A table that shows some observations to consistent reads only, and does but half of what a request asks. */
function moodyTable(items: readonly Item[]) {
  const kept = new Map(items.map((item) => [nameOf(item), item]));
  let written = 0;
  const answers: Record<string, (asked: Asked) => object> = {
    BatchGetItemCommand: ({ Keys = [], ConsistentRead }) => ({
      Responses: {
        [table]: Keys.filter((_, at) => ConsistentRead || at % 7 > 0).flatMap((key): Item[] => {
          const item = kept.get(nameOf(key));
          return item ? [item] : [];
        }),
      },
    }),
    BatchWriteItemCommand: (asked) => {
      const requests = asked as unknown as readonly { readonly PutRequest: { readonly Item: Item } }[];
      const done = requests.slice(0, Math.ceil(requests.length / 2));
      for (const { PutRequest } of done) kept.set(nameOf(PutRequest.Item), PutRequest.Item);
      written += done.length;
      return { UnprocessedItems: done.length < requests.length ? { [table]: requests.slice(done.length) } : {} };
    },
  };
  const send = async (command: Command) => answers[command.constructor.name]?.(command.input.RequestItems[table] ?? {});
  return { dynamo: { send } as unknown as Dynamo, kept, written: () => written };
}
type Asked = { readonly Keys?: readonly Item[]; readonly ConsistentRead?: boolean };
type Command = { readonly constructor: { name: string }; readonly input: { RequestItems: Record<string, Asked> } };

function selectionsOf(items: readonly Item[], sequence = 5) {
  const digests = noDigests();
  for (const item of items) addDigest(digests, fromItem<Key>(item).pk.slice("obs#".length));
  const [ids = new Uint8Array()] = [...pagesOf([digests], 1_000)];
  return { sequence, ids };
}

test("every selected observation leaves, and no other, however little is done at a time", async () => {
  const { dynamo, kept } = moodyTable(observations);
  await retireObservations({ dynamo, table }, selectionsOf(observations.slice(0, 220)));
  const items = observations.map((observation) => kept.get(nameOf(observation)));
  expect(items.slice(0, 220).filter((item) => item?.waiting || item?.rank || item?.batch?.N !== "5")).toEqual([]);
  expect(items.slice(220)).toEqual(observations.slice(220));
});

test("what left already is not written again", async () => {
  const { dynamo, written } = moodyTable(observations);
  await retireObservations({ dynamo, table }, selectionsOf(observations));
  await retireObservations({ dynamo, table }, selectionsOf(observations));
  expect(written()).toBe(observations.length);
});

test("an observation leaves with one batch only", async () => {
  const { dynamo } = moodyTable(observations);
  await retireObservations({ dynamo, table }, selectionsOf(observations.slice(0, 10)));
  await expect(retireObservations({ dynamo, table }, selectionsOf(observations.slice(5, 15), 6))).rejects.toThrow(
    "leave twice",
  );
});

test("a selected observation that is nowhere is no reason to go on", () =>
  expect(
    retireObservations({ dynamo: moodyTable([]).dynamo, table }, selectionsOf(observations.slice(0, 3))),
  ).rejects.toThrow("not there"));
