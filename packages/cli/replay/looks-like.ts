import { open } from "node:fs/promises";
import { decoded } from "./decoded.ts";
import { isObject, parseJson } from "./parse-json.ts";

/** What every system's export has and no other does, by the layout that reads it. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/^"?Name"?,.*Lineitem quantity/, "shopify-csv"],
  [/^(amazon-)?order-id\t/, "amazon-tsv"],
  [/"recipient_address"|"seller_sku".*"sale_price"|"sale_price".*"seller_sku"/s, "tiktok-json"],
  [/"order_items"/, "mercadolivre-json"],
  [/"date_created_gmt"|"billing".*"line_items"|"line_items".*"billing"/s, "woocommerce-json"],
];

const packed: readonly (readonly [readonly number[], string])[] = [
  [[0x1f, 0x8b], "it is compressed (gzip): unpack it first"],
  [[0x50, 0x4b, 0x03, 0x04], "it is a ZIP archive or a spreadsheet (xlsx): save it as one JSON object a line first"],
  [[0x25, 0x50, 0x44, 0x46], "it is a PDF document"],
];

/**
 * What a file looks like that is not one JSON object a line, and what to do about it. Reads its beginning only.
 * @returns `undefined` when it looks as it should, or like nothing that is known
 */
export async function looksLike(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return describe(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** @param beginning the first bytes of a file, all of it if it is short */
export function describe(beginning: Uint8Array): string | undefined {
  const known = packed.find(([mark]) => mark.every((byte, index) => beginning[index] === byte));
  if (known) return known[1];
  const { text, encoding } = decoded(beginning);
  if (text.trim() === "") return "it is empty";
  if (encoding.startsWith("utf-16")) return "it is in UTF-16: write it in UTF-8 (iconv -f UTF-16 -t UTF-8)";
  const layout = marks.find(([mark]) => mark.test(text.trimStart()))?.[1];
  const form = formOf(text.trim());
  if (form === undefined) return undefined;
  return layout === undefined ? `it is ${form}` : `it is ${form}; it may be an export for --layout ${layout}`;
}

function formOf(text: string): string | undefined {
  const [first = ""] = text.split(/\r\n|\n|\r/);
  if (text.startsWith("[")) return "a JSON array: one object a line is wanted (jq -c '.[]')";
  if (isObject(parseJson(first))) return undefined;
  if (text.startsWith("{")) return "JSON of several lines: one object a line is wanted (jq -c .)";
  if (text.startsWith("<")) return "XML or HTML";
  if (first.includes("\t")) return "a table with tabs, not JSON";
  return /[,;]/.test(first) ? "a table with commas or semicolons (CSV), not JSON" : "no JSON";
}
