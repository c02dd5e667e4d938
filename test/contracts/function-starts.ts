import ts from "typescript";
import { publishingTables } from "#infra/tables";
import type {
  Crossing,
  OwnWork,
  QueueWorkerSpec,
  ScheduleSpec,
  StreamSpec,
  TokenTriggerSpec,
} from "#platform/manifest";
import { isEntry, type Source, sources } from "#test/architecture/sources";
import { isConsumer, isRoutes, manifests } from "#test/support/manifests";

/** What starts a function. */
export type Start =
  | { readonly by: "requests"; readonly routes: readonly string[] }
  | { readonly by: "events"; readonly types: readonly string[] }
  | { readonly by: "crossing"; readonly types: readonly string[]; readonly stamp: Crossing["stamp"] }
  /** `from`: the entry files of those who put the work in its queue. */
  | { readonly by: "work"; readonly from: readonly string[] }
  /** `relays`: it puts the events of these tables on the bus. */
  | { readonly by: "stream"; readonly tables: readonly string[]; readonly relays: boolean }
  | { readonly by: "clock"; readonly everyMinutes: number }
  | { readonly by: "token" };

/** A function that a manifest declares. */
export type StartedFunction = {
  readonly domain: string;
  /** What starts it in the manifest is called so. */
  readonly name: string;
  /** Its entry file, from the root. */
  readonly file: string;
  readonly start: Start;
  /** What people notice while it is stuck; requests and tokens are missed at once by who asked. */
  readonly impact: string | undefined;
};

type Manifest = Readonly<Record<string, unknown>>;
type Entry = {
  readonly domain: string;
  readonly file: string;
  /** What it takes of its manifest, by name. */
  readonly taken: Manifest;
};

/** Every function that a manifest declares, by its entry file. */
export async function startedFunctions(): Promise<readonly StartedFunction[]> {
  const byDomain = await manifests();
  const entries = sources
    .filter(({ path }) => isEntry(path))
    .map((source): Entry => {
      const domain = source.path.split("/")[1] ?? "";
      return { domain, file: source.path, taken: takenBy(source, byDomain[domain] ?? {}) };
    });
  const found = Object.entries(byDomain).flatMap(([domain, manifest]) =>
    Object.entries(manifest).flatMap(([name, value]) => startOf({ domain, name, value }, entries)),
  );
  return found.toSorted((one, other) => (one.file < other.file ? -1 : 1));
}

type Declared = { readonly domain: string; readonly name: string; readonly value: unknown };

/** What a value of a manifest starts: nothing, where it is a schema or a list that others need. */
function startOf({ domain, name, value }: Declared, entries: readonly Entry[]): StartedFunction[] {
  const started = (file: string, start: Start, impact?: string): StartedFunction[] => [
    { domain, name, file, start, impact },
  ];
  const called = (ending: string, own = name) => `functions/${domain}/${kebab(own)}.${ending}.ts`;
  if (typeof value !== "object" || value === null) return [];
  if (isConsumer(value)) {
    const types = value.on.map(({ type }) => type);
    return started(called("event"), { by: "events", types }, value.impactWhenStuck);
  }
  if (isWorker(value)) {
    const { fedBy, impactWhenStuck } = value;
    return started(called("event"), isCrossing(fedBy) ? comesAcross(fedBy) : putIn(fedBy, entries), impactWhenStuck);
  }
  if (isStream(value)) {
    const relays = value.table === undefined;
    const tables = relays ? publishingTables.map((table) => table.name) : [value.table ?? ""];
    const impact = value.impactWhenStuck ?? publishingTables.map(({ publishes }) => publishes.impact).join(" ");
    return started(called("stream", name.replace(/Stream$/, "")), { by: "stream", tables, relays }, impact);
  }
  if (isSchedule(value)) {
    const { everyMinutes, impactWhenStuck } = value;
    return started(called("schedule", name.replace(/Schedule$/, "")), { by: "clock", everyMinutes }, impactWhenStuck);
  }
  if (isTokenTrigger(value)) return started(called("event"), { by: "token" });
  if (!isRoutes(value)) return [];
  const routes = Object.values(value).map(({ key }) => key);
  return entries
    .filter((entry) => entry.domain === domain && entry.taken[name] === value)
    .flatMap(({ file }) => started(file, { by: "requests", routes }));
}

const comesAcross = ({ contracts, stamp }: Crossing): Start => ({
  by: "crossing",
  types: contracts.map(({ type }) => type),
  stamp,
});
const putIn = ({ variable }: OwnWork, entries: readonly Entry[]): Start => ({
  by: "work",
  from: entries.filter(({ taken }) => variablesOf(taken).includes(variable)).map(({ file }) => file),
});

/** A stream that names no table is that of every table that publishes: what people notice stands there. */
type AnyStream = Omit<StreamSpec, "table" | "impactWhenStuck"> & Partial<StreamSpec>;
const isWorker = (value: object): value is QueueWorkerSpec => "fedBy" in value;
const isCrossing = (feed: OwnWork | Crossing): feed is Crossing => "stamp" in feed;
const isStream = (value: object): value is AnyStream => "patterns" in value;
const isSchedule = (value: object): value is ScheduleSpec => "everyMinutes" in value;
const isTokenTrigger = (value: object): value is TokenTriggerSpec => "before" in value;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What an entry file imports of its manifest. */
function takenBy({ tree }: Source, manifest: Manifest): Manifest {
  const names = tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || statement.moduleSpecifier.getText(tree) !== '"./manifest.ts"') return [];
    const bindings = statement.importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
      : [];
  });
  return Object.fromEntries(names.map((name) => [name, manifest[name]]));
}

/** The variables of a function: of the schemas that it takes of its manifest, by themselves or in what starts it. */
const variablesOf = (taken: Manifest): readonly string[] =>
  Object.values(taken).flatMap((value) => {
    const { shape, environment } = value as { shape?: object; environment?: { shape: object } };
    return Object.keys(environment?.shape ?? shape ?? {});
  });
