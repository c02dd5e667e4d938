import { expect, test } from "vitest";
import * as z from "zod/mini";
import { listingBody } from "./listing-view.ts";

const body = { title: "A lamp", category: "home", price: { amount: "19.99", currency: "USD" } };
const pairs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`name${at}`, "value"]));

test("a title loses the blanks around it", () => {
  expect(z.parse(listingBody, { ...body, title: "  A lamp " }).title).toBe("A lamp");
});
test.each([
  { title: "" },
  { title: "   " },
  { title: "a".repeat(201) },
  { title: "A\u0000lamp" },
  { title: "A\nlamp" },
  { title: "\ud800" },
  { category: "weapons" },
  { price: { amount: 19.99, currency: "USD" } },
  { price: { amount: "1e3", currency: "USD" } },
  { price: { amount: "19.99" } },
  { buckets: 0 },
  { buckets: 41 },
  { buckets: 1.5 },
  { attributes: pairs(21) },
  { attributes: { colour: 3 } },
  { attributes: { "": "red" } },
  { attributes: { colour: "r".repeat(257) } },
  { colour: "red" },
])("%j is refused", (more) => {
  expect(z.safeParse(listingBody, { ...body, ...more }).success).toBe(false);
});
test("twenty attributes and forty buckets are the most", () => {
  expect(z.safeParse(listingBody, { ...body, attributes: pairs(20), buckets: 40 }).success).toBe(true);
});
