import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { markets } from "../directory.ts";
import { addedTax } from "./tax.ts";

test.each(markets)("a listed or agreed price is final: nothing is added to it (%#)", (market) => {
  expect(addedTax(market, { goods: minor(1999), shipping: minor(500) })).toBe(0);
});
