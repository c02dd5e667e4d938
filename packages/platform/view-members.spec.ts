import { expect, test } from "vitest";
import { type MemberWords, membersWhere } from "./view-members.ts";

type Parcel = {
  readonly id: string;
  readonly price?: { readonly paid: number; readonly cost: number };
  readonly items: readonly { readonly sku: string; readonly note?: string }[];
};
const parcel: Parcel = { id: "p", price: { paid: 3, cost: 2 }, items: [{ sku: "A", note: "fragile" }, { sku: "B" }] };
const words: MemberWords<Parcel, "all" | "staff"> = {
  id: "all",
  price: { paid: "all", cost: "staff" },
  items: { sku: "all", note: "staff" },
};

test("members are let through by their words, however deep they are", () => {
  expect(membersWhere(parcel, words, (word) => word === "all")).toEqual({
    id: "p",
    price: { paid: 3 },
    items: [{ sku: "A" }, { sku: "B" }],
  });
  expect(membersWhere(parcel, words, () => true)).toEqual(parcel);
  expect(membersWhere(parcel, { ...words, items: "staff" }, (word) => word === "all")).not.toHaveProperty("items");
});

test("what has no word is left out, also what only looks as if it had one", () => {
  const more = { ...parcel, secret: 1, toString: "x", items: [{ sku: "A", secret: 1 }] };
  expect(membersWhere(more as Parcel, words, () => true)).toEqual({
    id: "p",
    price: parcel.price,
    items: [{ sku: "A" }],
  });
});

test("a member that is not there is not made up", () =>
  expect(membersWhere({ id: "p", items: [], price: undefined } as unknown as Parcel, words, () => true)).toEqual({
    id: "p",
    items: [],
    price: undefined,
  }));
