import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { bundle, entries, takesMarket } from "#infra/bundle";
import { mapIn } from "#infra/source-maps";
import { markets } from "#markets/directory";
import { importsOf, reachedPackages } from "./imports.ts";
import { type Source, sourceAt, sources } from "./sources.ts";

/** Libraries that a cold checkout must not pay for: calendars, phone numbers, VAT numbers, tracing. */
const tooHeavyForCheckout =
  /node_modules\/(date-holidays|[^/]*temporal[^/]*|@js-temporal|libphonenumber[^/]*|google-libphonenumber|jsvat|[^/]*vat[^/]*|pix-utils|cpf-cnpj-validator|aws-xray[^/]*|@aws-lambda-powertools\/tracer)\//;
const largestCheckout = 700_000;

type Metafile = {
  readonly outputs: Readonly<
    Record<string, { entryPoint?: string; bytes: number; inputs: Readonly<Record<string, { bytesInOutput: number }>> }>
  >;
};
type Bundle = {
  readonly site: string;
  readonly entry: string;
  readonly bytes: number;
  /** The files of which anything is left in it. */
  readonly inputs: readonly string[];
};

const folder = mkdtempSync(join(tmpdir(), "archipelago-bundles-"));
const folders = { bundles: join(folder, "bundles"), maps: join(folder, "maps") };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where buyers wait for a cold start. */
const checkout = "checkout/place-order.http";
const ofMarket = entries().filter((entry) => takenBy(entry).length > 0);

async function bundlesOf(site: string, includes: (entry: string) => boolean): Promise<readonly Bundle[]> {
  const place = await bundle({ site, market: `definitions/${site}/index`, includes }, folders);
  const { outputs } = JSON.parse(readFileSync(join(place, "metafile.json"), "utf8")) as Metafile;
  return Object.values(outputs).map(({ entryPoint = "", bytes, inputs }) => ({
    site,
    entry: entryPoint.replace(/^functions\/|\.ts$/g, ""),
    bytes,
    inputs: Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  }));
}
const [{ code: first } = expect.fail("there is no market"), ...others] = markets;
/** Of one market all that take anything from it, of the others what buyers wait for. */
const bundles = [
  ...(await bundlesOf(first, (entry) => ofMarket.includes(entry))),
  ...(await Promise.all(others.map(({ code }) => bundlesOf(code, (entry) => entry === checkout)))).flat(),
];
const checkouts = bundles.filter(({ entry }) => entry === checkout);

describe("the bundle of a checkout", () => {
  test("holds no calendar, phone, VAT or tracing library", () => {
    const heavy = checkouts.flatMap(({ inputs }) => inputs.filter((input) => tooHeavyForCheckout.test(input)));
    expect(heavy).toEqual([]);
  });

  test(`has at most ${largestCheckout / 1_000} kB`, () => {
    const large = checkouts.filter(({ bytes }) => bytes === 0 || bytes > largestCheckout);
    expect(large.map(({ site, bytes }) => `${site}: ${bytes} bytes`)).toEqual([]);
  });

  test("finds its credentials in its environment, and reads no other way to them at every cold start", () => {
    const chain = /node_modules\/@aws-sdk\/(nested-clients|token-providers|credential-provider-[a-z-]+)\//;
    expect(checkouts.flatMap(({ inputs }) => inputs.filter((input) => chain.test(input)))).toEqual([]);
  });
});

describe("a stack trace of a bundle", () => {
  test("can be read: its map is kept beside it, and neither within it nor in the folder that is deployed", () => {
    const wrong = bundles.filter(({ site, entry, bytes }) => {
      const deployed = join(folders.bundles, site, entry);
      const text = readFileSync(join(deployed, "index.mjs"), "utf8");
      return (
        readdirSync(deployed).join() !== "index.mjs" ||
        Buffer.byteLength(text) !== bytes ||
        text.includes("sourceMappingURL") ||
        !existsSync(mapIn(folders.maps, site, entry))
      );
    });
    expect(wrong.map(({ site, entry }) => `${entry} of ${site}`)).toEqual([]);
  });

  test("names sources from the repository, and holds none of their text", () => {
    for (const { site, entry } of checkouts) {
      const map = JSON.parse(readFileSync(mapIn(folders.maps, site, entry), "utf8"));
      expect(map.sources).toContain(`functions/${entry}.ts`);
      const ours = map.sources.filter((source: string) => !source.includes("node_modules/"));
      expect(ours.filter((source: string) => !/^(packages|functions)\//.test(source))).toEqual([]);
      expect(map.sourcesContent).toBeUndefined();
    }
  });
});

describe("of its market a bundle holds", () => {
  const definition = /^packages\/markets\/(definitions\/|index\.ts|directory\.ts|no-market\.ts)/;
  const held = bundles.map(({ site, entry, inputs }) => ({
    site,
    entry,
    files: inputs.filter((input) => definition.test(input)),
  }));

  test("its own definition and no other", () => {
    const foreign = held.flatMap(({ site, entry, files }) =>
      files
        .filter((file) => !file.startsWith(`packages/markets/definitions/${site}/`))
        .map((file) => `${entry} of ${site} holds ${file}`),
    );
    expect(foreign).toEqual([]);
  });

  test("what makes a bundle for it alone, and none that was made for another market", () =>
    expect(entries().filter(takesMarket)).toEqual(ofMarket));

  test("nothing but the slices from which its entry takes something", () => {
    const unasked = held.flatMap(({ site, entry, files }) => {
      const asked = filesOf(site, takenBy(entry));
      return files.filter((file) => !asked.has(file)).map((file) => `${entry} holds ${file}`);
    });
    expect(unasked).toEqual([]);
  });

  // who looks something up in a table carries it, and nobody else
  test.each([
    ["zones", ["checkout/place-order.http", "inventory/api.http"]],
    ["tax", ["checkout/place-order.http"]],
    ["duty", []],
    ["settlement", []],
    ["returns", []],
    ["privacy", []],
    ["autonomy", []],
  ])("%s only where it is used: %j", (slice, users) => {
    const holding = held.filter(({ files }) => files.some((file) => file.endsWith(`/${slice}.ts`)));
    expect([...new Set(holding.map(({ entry }) => entry))]).toEqual(users);
  });
});

describe("what functions load", () => {
  const loaded = entries().map((entry) => ({ entry, names: [...reachedPackages(`functions/${entry}.ts`).keys()] }));

  test("is known", () => expect(entries().filter((entry) => !sourceAt(`functions/${entry}.ts`))).toEqual([]));

  test("parses with zod/mini alone", () =>
    expect(loaded.filter(({ names }) => names.includes("zod")).map(({ entry }) => `${entry} loads all of zod`)).toEqual(
      [],
    ));

  test("builds no infrastructure and asks nobody on a terminal", () => {
    const strange =
      /^(aws-cdk|constructs|cdk-nag|esbuild|typescript|vitest|fast-check|commander|cli-progress|node:(child_process|readline))/;
    expect(
      loaded.flatMap(({ entry, names }) =>
        names.filter((name) => strange.test(name)).map((name) => `${entry} loads ${name}`),
      ),
    ).toEqual([]);
  });
});

/** The names that an entry imports from `#market`. */
function takenBy(entry: string): readonly string[] {
  const { statements } = sourceAt(`functions/${entry}.ts`)?.tree ?? { statements: [] };
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || statement.moduleSpecifier.getText() !== '"#market"') return [];
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) throw new Error(`${entry} takes the whole market: name the slices`);
    return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
  });
}

/** The slices of a market that declare these names, and what they import of their folder. */
function filesOf(site: string, names: readonly string[]): ReadonlySet<string> {
  const within = `packages/markets/definitions/${site}/`;
  const declares = ({ text }: Source) => names.some((name) => text.includes(`export const ${name}: `));
  const found = new Set(
    sources.filter((source) => source.path.startsWith(within) && declares(source)).map(({ path }) => path),
  );
  for (const path of found)
    for (const { target, typeOnly } of importsOf(sourceAt(path) ?? expect.fail(`no source ${path}`)))
      if (!typeOnly && target?.startsWith(within)) found.add(target);
  return found;
}
