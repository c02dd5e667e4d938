import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import type { Market } from "#markets/schema";
import { centralCode, isOfCentre } from "./centre.ts";
import { mapIn, setMapAside } from "./source-maps.ts";

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
  sourcemap: "external",
  sourcesContent: false,
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

/** Where bundles go, and where their source maps go, which are kept with the release and never deployed. Both hold a folder
 *  for each site. */
export type BundleFolders = { readonly bundles: string; readonly maps: string };

/**
 * Bundles the functions of a site in one call, each complete by itself, SDK included, with the slices of its
 * market's definition that it takes, and of no other market.
 * @returns the folder, which holds `<entry>/index.mjs` for every entry and `metafile.json` with what went into each; their
 * maps are `<site>/<entry>.map` in the other
 */
export async function bundle(
  { site, market, includes }: BundleOrder,
  { bundles, maps }: BundleFolders,
): Promise<string> {
  const outdir = join(bundles, site);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries()
      .filter(includes)
      .map((entry) => ({ in: join("functions", `${entry}.ts`), out: `${entry}/index` })),
    outdir,
    outExtension: { ".js": ".mjs" },
    alias: {
      "#market": join(root, "packages/markets", `${market}.ts`),
      "@aws-sdk/credential-provider-node": join(root, "packages/platform/function-credentials.ts"),
    },
    metafile: true,
    ...settings,
  });
  const outputs = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint !== undefined);
  for (const [file, output] of outputs)
    setMapAside(join(root, `${file}.map`), mapIn(maps, site, entryOf(output)), root);
  const report = join(outdir, "metafile.json");
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, JSON.stringify({ ...metafile, outputs: Object.fromEntries(outputs) }));
  return outdir;
}

/** Whether an entry is one of the centre's. */
const isCentral = (entry: string): boolean => isOfCentre(entry.split("/")[0] ?? "");

/**
 * Whether a function takes anything from `#market`. Asked of its source, for what was bundled does not tell: a constant such
 * as the market's code leaves no trace of its file. No other file than an entry may import `#market`.
 */
export const takesMarket = (entry: string): boolean =>
  readFileSync(join(root, "functions", `${entry}.ts`), "utf8").includes('"#market"');

/**
 * Bundles every market and the centre. What takes nothing from the market comes out the same for each, so it is made once
 * and copied.
 * @returns where a site's bundles lie
 */
export async function bundleSites(
  markets: readonly Pick<Market, "code">[],
  folders: BundleFolders,
): Promise<(site: string) => string> {
  const orderOf = (code: string, includes: BundleOrder["includes"]): BundleOrder => ({
    site: code,
    market: `definitions/${code}/index`,
    includes,
  });
  const [first, ...others] = markets.map(({ code }) => code);
  const centre = bundle({ site: centralCode, market: "no-market", includes: isCentral }, folders);
  if (first !== undefined) {
    const made = await bundle(
      orderOf(first, (entry) => !isCentral(entry)),
      folders,
    );
    await Promise.all(
      others.map(async (other) => {
        const place = await bundle(orderOf(other, takesMarket), folders);
        copyOthers(made, place);
      }),
    );
  }
  await centre;
  return (site) => join(folders.bundles, site);
}

type Metafile = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<
    Record<string, { readonly entryPoint?: string; readonly inputs: Readonly<Record<string, unknown>> }>
  >;
};
const metafileOf = (bundles: string): Metafile => JSON.parse(readFileSync(join(bundles, "metafile.json"), "utf8"));
const entryOf = ({ entryPoint = "" }: Metafile["outputs"][string]): string =>
  entryPoint.replace(/^functions\/|\.ts$/g, "");

/** Copies the bundles that are the same for every market, and what is known of them. Their maps are one for all. */
function copyOthers(from: string, to: string): void {
  const known = metafileOf(from);
  const mine = metafileOf(to);
  const outputs = { ...mine.outputs };
  const shared = Object.values(known.outputs).filter((output) => !takesMarket(entryOf(output)));
  for (const output of shared) {
    cpSync(join(from, entryOf(output)), join(to, entryOf(output)), { recursive: true });
    outputs[relative(root, join(to, entryOf(output), "index.mjs"))] = output;
  }
  const definition = (path: string): boolean => path.startsWith("packages/markets/definitions/");
  const inputs = Object.fromEntries(Object.entries(known.inputs).filter(([path]) => !definition(path)));
  writeFileSync(join(to, "metafile.json"), JSON.stringify({ inputs: { ...inputs, ...mine.inputs }, outputs }));
}
