import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import type { Market } from "#markets/schema";

const root = fileURLToPath(new URL("..", import.meta.url));

/** How every function is bundled. */
export const settings = {
  bundle: true,
  splitting: false,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  legalComments: "none",
  logLevel: "warning",
  external: [],
  // some of the packages below are CommonJS and ask for Node's own modules
  banner: { js: `import{createRequire}from"node:module";const require=createRequire(import.meta.url);` },
} satisfies BuildOptions;

/** What one site's functions are bundled from. */
export type BundleOrder = {
  /** The market's code, or `central`. */
  readonly site: string;
  /** What `#market` means in these bundles: a file below `packages/markets`, without `.ts`. */
  readonly market: string;
  /** Whether an entry (`ordering/api.http`) belongs to this site. */
  readonly includes: (entry: string) => boolean;
};

/** Every entry file below `functions`, without `.ts`. */
export const entries = (): readonly string[] =>
  globSync("*/*.{http,event,stream,schedule}.ts", { cwd: join(root, "functions") })
    .map((file) => file.slice(0, -".ts".length).replaceAll("\\", "/"))
    .sort();

/**
 * Bundles the functions of a site in one call, each complete by itself, SDK included, with its market's definition and
 * no other.
 * @returns the folder, which holds `<entry>/index.mjs` for every entry and `metafile.json` with what went into each
 */
export async function bundle({ site, market, includes }: BundleOrder, folder: string): Promise<string> {
  const outdir = join(folder, site);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries()
      .filter(includes)
      .map((entry) => ({ in: join("functions", `${entry}.ts`), out: `${entry}/index` })),
    outdir,
    outExtension: { ".js": ".mjs" },
    alias: { "#market": join(root, "packages/markets", `${market}.ts`) },
    metafile: true,
    ...settings,
  });
  const report = join(outdir, "metafile.json");
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, JSON.stringify(metafile));
  return outdir;
}

/** What belongs to the centre; everything else belongs to every market. */
const isOfCentre = (entry: string): boolean => entry.startsWith("headquarters/");

/** Bundles every market and the centre. @returns where a site's bundles lie */
export async function bundleSites(
  markets: readonly Pick<Market, "code">[],
  folder: string,
): Promise<(site: string) => string> {
  const orders: BundleOrder[] = [
    ...markets.map(({ code }) => ({
      site: code,
      market: `definitions/${code}`,
      includes: (entry: string) => !isOfCentre(entry),
    })),
    { site: "central", market: "no-market", includes: isOfCentre },
  ];
  await Promise.all(orders.map((order) => bundle(order, folder)));
  return (site) => join(folder, site);
}
