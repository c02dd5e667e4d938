import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Where a release keeps its source maps, in what synth writes: synth after synth, by the commit that was bundled. */
export const mapsOf = (assembly: string, commit = ""): string => join(assembly, "maps", commit);

/** The map of one function's bundle. What is the same for every market is kept under one of them.
 *  @param entry its entry file below `functions`, without `.ts` */
export const mapIn = (maps: string, site: string, entry: string): string => join(maps, site, `${entry}.map`);

/**
 * Takes the map that esbuild made away from its bundle, which is deployed as a folder: who reads stack traces needs the map,
 * the function does not.
 * @param root the folder from which its sources are named then
 */
export function setMapAside(made: string, kept: string, root: string): void {
  const map = JSON.parse(readFileSync(made, "utf8")) as { readonly sources: readonly string[] };
  const sources = map.sources.map((source) => relative(root, resolve(dirname(made), source)).replaceAll("\\", "/"));
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify({ ...map, sources }));
  rmSync(made);
}
