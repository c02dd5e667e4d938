import { globSync, readdirSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, join } from "node:path";
import { slugOf } from "#infra/slug";
import { mapIn, mapsOf } from "#infra/source-maps";
import { CommandError } from "../terminal/outcome.ts";

type Wanted = {
  /** What synth wrote, once or more often; the first that has the release counts. */
  readonly assemblies: readonly string[];
  /** The commit that was deployed, or how its hash begins. */
  readonly commit: string;
  /** As it is deployed: `archipelago-us-ordering-api-http`, also with the path of its log before it. */
  readonly functionName: string;
};

/**
 * The source map of a deployed function's bundle.
 * @throws CommandError when the release's maps were not kept there, or hold no such function
 */
export function mapOfFunction({ assemblies, commit, functionName }: Wanted): SourceMap {
  const kept = assemblies.flatMap((assembly) => releasesIn(assembly).map((name) => ({ assembly, name })));
  const release = kept.find(({ name }) => name === commit) ?? kept.find(({ name }) => name.startsWith(commit));
  if (!release)
    throw new CommandError(
      `the maps of ${commit} are not here; ${kept.length === 0 ? "there are none" : `there are those of ${[...new Set(kept.map(({ name }) => name))].join(", ")}`}. ` +
        "`npx cdk synth` keeps those of what is checked out in cdk.out/maps; --commit names another",
    );
  const maps = mapsOf(release.assembly, release.name);
  const [, site = "", slug = ""] = /^archipelago-([a-z]+)-(.+)$/.exec(basename(functionName)) ?? [];
  const sites = site !== "" && sitesIn(maps).includes(site) ? [site, ...sitesIn(maps)] : [];
  const found = sites
    .flatMap((each) => entriesIn(maps, each).map((entry) => ({ site: each, entry })))
    .filter(({ entry }) => slug === slugOf(entry) || slug.startsWith(`${slugOf(entry)}-`))
    .toSorted((left, right) => right.entry.length - left.entry.length)
    .at(0);
  if (!found)
    throw new CommandError(
      `${release.name} has no function called ${functionName}; it is named as it is deployed, such as archipelago-us-ordering-api-http`,
    );
  return new SourceMap(JSON.parse(readFileSync(mapIn(maps, found.site, found.entry), "utf8")) as SourceMapPayload);
}

function releasesIn(assembly: string): readonly string[] {
  try {
    return readdirSync(mapsOf(assembly));
  } catch {
    return []; // nothing was synthesised there
  }
}

const sitesIn = (maps: string): readonly string[] => readdirSync(maps);
const entriesIn = (maps: string, site: string): readonly string[] =>
  globSync("*/*.map", { cwd: join(maps, site) }).map((file) => file.replaceAll("\\", "/").slice(0, -".map".length));
