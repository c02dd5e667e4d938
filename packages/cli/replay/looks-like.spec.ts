import { expect, test } from "vitest";
import { describe as described } from "./looks-like.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

test.each([
  ['[{"orderId":"1"}]', "it is a JSON array: one object a line is wanted (jq -c '.[]')"],
  ['[\n  {"orderId":"1"}\n]', "it is a JSON array: one object a line is wanted (jq -c '.[]')"],
  ['{\n  "orderId": "1"\n}', "it is JSON of several lines: one object a line is wanted (jq -c .)"],
  ["orderId;placedAt\n1;2026-10-06", "it is a table with commas or semicolons (CSV), not JSON"],
  ["orderId\tplacedAt\n", "it is a table with tabs, not JSON"],
  ["<orders><order/></orders>", "it is XML or HTML"],
  ["hello", "it is no JSON"],
  [" \n\r\n", "it is empty"],
  ["", "it is empty"],
  [
    "Name,Email,Currency,Lineitem quantity,Lineitem price\n",
    "it is a table with commas or semicolons (CSV), not JSON; it may be an export for --layout shopify-csv",
  ],
  ["order-id\torder-item-id\tsku\n", "it is a table with tabs, not JSON; it may be an export for --layout amazon-tsv"],
])("%j: %s", (text, said) => expect(described(utf8(text))).toBe(said));

test("encodings and packed files are told", () => {
  expect(described(utf16('{"orderId":"1"}'))).toBe("it is in UTF-16: write it in UTF-8 (iconv -f UTF-16 -t UTF-8)");
  expect(described(Buffer.from([0x1f, 0x8b, 8]))).toBe("it is compressed (gzip): unpack it first");
  expect(described(utf8("PK\u0003\u0004…"))).toContain("a spreadsheet (xlsx)");
});

test("one object a line is as it should be", () => expect(described(utf8('{"orderId":"1"}\n{}\n'))).toBeUndefined());
