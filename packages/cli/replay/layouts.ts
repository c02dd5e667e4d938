import { readFile } from "node:fs/promises";
import { decoded } from "./decoded.ts";
import { amazonTsv } from "./layouts/amazon-tsv.ts";
import type { Layout } from "./layouts/layout.ts";
import { mercadolivreJson } from "./layouts/mercadolivre-json.ts";
import { shopifyCsv } from "./layouts/shopify-csv.ts";
import { tiktokJson } from "./layouts/tiktok-json.ts";
import { woocommerceJson } from "./layouts/woocommerce-json.ts";
import type { SourceRecord } from "./records.ts";

/** Exports of other systems that `--layout` knows, by their names there. */
export const layouts = {
  "shopify-csv": shopifyCsv,
  "amazon-tsv": amazonTsv,
  "tiktok-json": tiktokJson,
  "mercadolivre-json": mercadolivreJson,
  "woocommerce-json": woocommerceJson,
} as const satisfies Readonly<Record<string, Layout>>;

export type LayoutName = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as LayoutName[];

/** The orders of an export. It is read whole: its rows belong together, or its document does. */
export async function recordsOf(name: LayoutName, path: string, limit?: number): Promise<readonly SourceRecord[]> {
  const { text } = decoded(await readFile(path));
  return layouts[name].records(text).slice(0, limit);
}
