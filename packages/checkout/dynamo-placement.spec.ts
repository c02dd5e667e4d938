import { expect, test } from "vitest";
import type { OrderId } from "#ordering/contracts/ids";
import { placeOrder } from "./place-order.ts";
import { keysPerChunk } from "./plan.ts";
import { key, nodeIds, request } from "./spec-checkout.ts";
import { stores } from "./spec-stores.ts";

const [nodeId = ""] = nodeIds;
/** Something of every one of so many sellers that not all references to the order fit into its transaction. */
const keys = Array.from({ length: keysPerChunk }, (_, index) => key("A", `seller-${index}`));
const shop = () => stores(keys.map((each) => ({ ...each, nodeId, buckets: [5] })));
const everyKey = () => request({ lines: keys.map((each) => ({ ...each, quantity: 1 })) });
const references = ({ all }: ReturnType<typeof shop>) => all("ordering").filter(({ kind }) => kind === "seller-order");

/** Answers the n-th transaction with an error, after it was written. */
function lostAnswer({ between }: ReturnType<typeof shop>, nth: number, name: string) {
  let transactions = 0;
  between(async (command, pass) => {
    const answer = await pass();
    if (command !== "TransactWriteItemsCommand" || ++transactions !== nth) return answer;
    throw Object.assign(new Error("lost"), { name });
  });
}

test("an order that was written although its try seemed lost keeps what was written ahead of it", async () => {
  const tables = shop();
  lostAnswer(tables, 2, "TransactionInProgressException"); // the first is what goes ahead
  expect(await placeOrder(tables.ports, everyKey())).toMatchObject({ status: 201 });
  expect(references(tables)).toHaveLength(keys.length);
  const [order] = tables.heads();
  expect(await tables.linesOf(order?.orderId as OrderId)).toHaveLength(keys.length);
  expect(tables.holds()).toHaveLength(keys.length);
});

test("what was written ahead of an order that does not come is taken back", async () => {
  const tables = shop();
  const command = everyKey();
  await placeOrder(tables.ports, command);
  const store = {
    ...tables.ports.store,
    loadContext: async () => ({ ...(await tables.ports.store.loadContext(unused)) }),
  };
  const unused = { request: everyKey().idempotency, externalId: undefined, keys };
  const again = await placeOrder({ ...tables.ports, store }, command);
  expect(again).toMatchObject({ status: 201, replayed: true });
  expect(tables.heads()).toHaveLength(1);
  expect(references(tables)).toHaveLength(keys.length);
});
