import { expect, test } from "vitest";
import { plusSeconds } from "#kernel/time";
import { accepted } from "#test/support/decisions";
import { refuse, takeChunk } from "./reservation-decisions.ts";
import { having, heldOrder, later, noon, reservingOrder, threeLines } from "./spec-orders.ts";

test("the last chunk holds a large order, and its time to be paid begins then", () => {
  const order = reservingOrder(threeLines, 2);
  const first = takeChunk(order, noon);
  expect(first).toEqual(accepted([{ type: "chunk-taken", nextChunk: 1 }]));
  expect(having(order, first)).toEqual({ ...order, nextChunk: 1 });
  const dueAt = plusSeconds(later, 900);
  const last = takeChunk(having(order, first), later);
  expect(last).toEqual(
    accepted([
      { type: "chunk-taken", nextChunk: 2 },
      { type: "order-placed", dueAt },
    ]),
  );
  expect(having(having(order, first), last)).toEqual({ ...heldOrder(), dueAt });
});

test("an order that has all its stock takes no more", () => expect(takeChunk(heldOrder(), noon)).toEqual(accepted([])));

test("only an order that is reserving can be refused", () => {
  const refused = refuse(reservingOrder(), "out-of-stock");
  expect(refused).toEqual(accepted([{ type: "order-refused", reason: "out-of-stock" }]));
  expect(having(reservingOrder(), refused)).toMatchObject({ status: "refused", statusReason: "out-of-stock" });
  expect(refuse(heldOrder(), "out-of-stock")).toEqual(accepted([]));
});
