import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { tell } from "#cli/terminal/outcome";
import { bundleSites, settings } from "#infra/bundle";
import { markets } from "#markets/directory";
import type { Part } from "./report.ts";

const checkout = "checkout/place-order.http";
const largestCheckout = 700;

export type Bundles = {
  /** The bundle of a market's function. */
  file(market: string, entry: string): string;
  /** A function that does nothing but make a DynamoDB client, bundled in the same way. */
  readonly bare: string;
  discard(): void;
};

const bareFunction = `
  import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
  const dynamo = new DynamoDBClient({ maxAttempts: 5 });
  export const handler = async () => typeof dynamo.send;
`;

/** Bundles every function as a deployment does. */
export async function makeBundles(root: string): Promise<Bundles> {
  tell("bundling every function");
  const folder = mkdtempSync(join(tmpdir(), "archipelago-bench-"));
  const folderOf = await bundleSites(markets, { bundles: folder, maps: join(folder, "maps-of-release") });
  const bare = join(folder, "bare", "index.mjs");
  await build({ ...settings, stdin: { contents: bareFunction, resolveDir: root, loader: "ts" }, outfile: bare });
  return {
    file: (market, entry) => join(folderOf(market), entry, "index.mjs"),
    bare,
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

type Metafile = {
  readonly outputs: Readonly<Record<string, { readonly entryPoint?: string; readonly bytes: number }>>;
};

/** How large each function's bundle is. */
export function sizesPart({ file, bare }: Bundles): Part {
  const sites = [...markets.map(({ code }) => code), "central"].map((site) => {
    const metafile = join(file(site, "."), "..", "metafile.json");
    const { outputs } = JSON.parse(readFileSync(metafile, "utf8")) as Metafile;
    const sizes = Object.values(outputs).map(({ entryPoint = "", bytes }): [string, number] => [
      entryPoint.replace(/^functions\/|\.ts$/g, ""),
      bytes,
    ]);
    return { site, sizes: new Map(sizes) };
  });
  const names = [...new Set(sites.flatMap(({ sizes }) => [...sizes.keys()]))].sort();
  const kB = (bytes: number | undefined): string => (bytes === undefined ? "" : (bytes / 1_000).toFixed(1));
  const largest = Math.max(...sites.map(({ sizes }) => sizes.get(checkout) ?? 0)) / 1_000;
  return {
    name: "bundles",
    title: "Bundle sizes",
    how: "Kilobytes (1,000 bytes) of what is deployed: minified, the SDK included. Markets differ by their definitions.",
    tables: [
      {
        head: ["function", ...sites.map(({ site }) => site)],
        rows: [
          ...names.map((name) => [name, ...sites.map(({ sizes }) => kB(sizes.get(name)))]),
          ["nothing but a DynamoDB client", kB(statSync(bare).size), ...sites.slice(1).map(() => "")],
        ],
      },
    ],
    budgets: [{ what: "checkout bundle", measured: largest, limit: largestCheckout, unit: "kB" }],
    data: {
      bytes: Object.fromEntries(sites.map(({ site, sizes }) => [site, Object.fromEntries(sizes)])),
      bareClientBytes: statSync(bare).size,
    },
  };
}
