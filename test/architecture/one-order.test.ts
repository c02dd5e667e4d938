import ts from "typescript";
import { describe, expect, test } from "vitest";
import { startedFunctions } from "#test/contracts/function-starts";
import { allContracts } from "#test/support/manifests";
import { aside, portOf, roles } from "./beside-the-way.ts";
import { standing } from "./house.ts";
import { importsOf, reachedFiles } from "./imports.ts";
import { isEntry, placeOf, type Source, sourceAt, textOf } from "./sources.ts";

type Step = { readonly file: string; readonly name: string; readonly by: string };

/** The rows of the table in packages/README.md: `| step | [file](link) | export | what happens | goes on by |`. */
const steps: readonly Step[] = textOf("packages/README.md")
  .split("\n")
  .flatMap((line) => {
    const [, file, name, by] = /^\| \d+ +\| \[`([^`]+)`\]\S+ +\| `(\w+)` +\|[^|]+\| (.*?) *\|$/.exec(line) ?? [];
    return file && name ? [{ file, name, by: (by ?? "").replaceAll("`", "") }] : [];
  });
const hops = steps.slice(1).map((next, at) => ({ from: steps[at] as Step, next, start: startOf(at) }));

/** The function in which a step runs: the last entry at or before it. */
function startOf(at: number): string {
  const [entry] = steps
    .slice(0, at + 1)
    .filter(({ file }) => file.startsWith("functions/"))
    .slice(-1);
  return entry?.file ?? "";
}

const contracts = await allContracts();
/** `archipelago.ordering.placed.v2` is kept in `packages/ordering/contracts/placed.v2.ts`. */
const fileOf = (type: string): string => type.replace(/^archipelago\.([a-z]+)\.(.+)$/, "packages/$1/contracts/$2.ts");
const listeners = (await startedFunctions()).flatMap(({ file, start }) =>
  start.by === "events" || start.by === "crossing" ? start.types.map((type) => `${type} ${file}`) : [],
);

/** @returns what is wrong with a hop; `undefined` when it is as the table says */
function wrongWith({ from, next, start }: (typeof hops)[number]): string | undefined {
  if (from.by === "call") {
    const source = sourceAt(from.file);
    const called = source && importsOf(source).some(({ target }) => target === next.file);
    return called ? undefined : `${from.file} does not import ${next.file}`;
  }
  if (from.by === "clock")
    return next.file.endsWith(".schedule.ts") ? undefined : `${next.file} is started by no clock`;
  if (from.by === "request") return next.file.endsWith(".http.ts") ? undefined : `${next.file} answers no request`;
  if (!contracts.some(({ type }) => type === from.by)) return `${from.by} is no contract`;
  if (!reachedFiles(start).has(fileOf(from.by))) return `${start} does not publish ${from.by}`;
  return listeners.includes(`${from.by} ${next.file}`) ? undefined : `${next.file} does not hear ${from.by}`;
}

describe("the way of one order in packages/README.md", () => {
  test("has at most 14 steps, each another file", () => {
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.length).toBeLessThanOrEqual(14);
    expect(new Set(steps.map(({ file }) => file)).size).toBe(steps.length);
  });

  test.each(steps)("$file exports $name", ({ file, name }) => {
    expect(sourceAt(file)?.tree.text).toMatch(new RegExp(`^export (const|(async )?function) ${name}\\b`, "m"));
  });

  test.each(hops)("from $from.file by $from.by to $next.file", (hop) => expect(wrongWith(hop)).toBeUndefined());

  test("is seen to break where a hop is not there", () => {
    const [first, second] = hops;
    if (!first || !second) throw new Error("there is no way");
    expect(wrongWith({ ...first, next: second.next })).toContain("does not import");
    expect(wrongWith({ ...first, from: { ...first.from, by: "archipelago.ordering.placed.v2" } })).toContain(
      "does not hear",
    );
    expect(wrongWith({ ...first, from: { ...first.from, by: "archipelago.ordering.lapsed.v9" } })).toContain(
      "is no contract",
    );
  });
});

/** The rows of the table below it: `| [file](link) | what it says |`, with ↩ where a file is opened again. */
const openings = textOf("packages/README.md")
  .split("\n")
  .flatMap((line) => {
    const [, again, file = "", says = ""] = /^\| (↩ )?\[`([^`]+\.ts)`\]\S+ +\| (.*?) *\|$/.exec(line) ?? [];
    return file ? [{ file, says, again: again !== undefined }] : [];
  });
const opened = new Set(openings.map(({ file }) => file));
/** Each function on the way with the files that are opened while it runs, in their order. */
const legs = openings.reduce<{ readonly entry: string; readonly files: string[] }[]>((all, { file }) => {
  if (isEntry(file)) all.push({ entry: file, files: [] });
  else all.at(-1)?.files.push(file);
  return all;
}, []);

const named = new Set(Object.values(aside).flat());
const roleOf = (source: Source) => roles.find(({ has }) => has(source))?.role;
const isBeside = (source: Source): boolean => named.has(source.path) || roleOf(source) !== undefined;
/** Behind these nothing is looked at: what only they load is theirs. */
const endsTheWalk = (source: Source): boolean =>
  named.has(source.path) || ["contract", "manifest"].includes(roleOf(source) ?? "");

/** Every file of domains and functions that one loads, as far as it is anybody's business who follows an order.
 *  @param beyond whether the walk goes on behind a file */
function loadedFrom(file: string, beyond: (source: Source) => boolean, seen = new Map<string, Source>()) {
  const source = sourceAt(file);
  const { layer } = standing(file);
  if (!source || seen.has(file) || (layer !== "domain" && layer !== "functions")) return seen;
  seen.set(file, source);
  if (beyond(source))
    for (const { target, typeOnly } of importsOf(source)) if (target && !typeOnly) loadedFrom(target, beyond, seen);
  return seen;
}
const loaded = new Map(legs.flatMap(({ entry }) => [...loadedFrom(entry, (source) => !endsTheWalk(source))]));

/** What the functions load beside these files, and nothing says why it need not be opened. */
const strangersTo = (files: ReadonlySet<string>): string[] =>
  [...loaded.values()].filter((source) => !files.has(source.path) && !isBeside(source)).map(({ path }) => path);

/** Whether a file is imported by one of these, directly or through files that nobody has to open. */
function isCalledFrom(files: readonly string[], file: string): boolean {
  return files.some((from) => {
    const through = [...loadedFrom(from, (source) => source.path === from || isBeside(source)).values()];
    return through
      .filter((source) => source.path === from || isBeside(source))
      .some((source) => importsOf(source).some(({ target, typeOnly }) => target === file && !typeOnly));
  });
}

describe("every file on the way of one order in packages/README.md", () => {
  test("is one of at most 40, opened again at most 3 times, and says something", () => {
    expect(opened.size).toBeLessThanOrEqual(40);
    const again = openings.filter(({ file }, at) => openings.findIndex((earlier) => earlier.file === file) < at);
    expect(again.length).toBeLessThanOrEqual(3);
    expect(openings.filter((opening) => opening.again)).toEqual(again);
    expect(openings.filter(({ file, says }) => says.length < 10 || !sourceAt(file))).toEqual([]);
    expect(textOf("packages/README.md")).toContain(`in this order, ${opened.size} of them`);
  });

  test("leads along the steps above, and through the relay between them", () => {
    expect(openings.map(({ file }) => file).filter((file) => steps.some((step) => step.file === file))).toEqual(
      steps.map(({ file }) => file),
    );
    const others = legs.map(({ entry }) => entry).filter((entry) => !steps.some(({ file }) => file === entry));
    expect(others).toEqual(["functions/outbox/relay.stream.ts"]);
  });

  test.each(legs)("of $entry is called by one before it", ({ entry, files }) => {
    const wrong = files.filter((file, at) => !isCalledFrom([entry, ...files.slice(0, at)], file));
    expect(wrong).toEqual([]);
  });

  test("is there: whatever else the functions load need not be opened, by its role or for a reason of its own", () => {
    expect(strangersTo(opened)).toEqual([]);
    const [first = "", second = ""] = steps.slice(1).map(({ file }) => file);
    const few = new Set([...opened].filter((file) => file !== first && file !== second));
    expect(strangersTo(few), "and one that is missing is missed").toEqual([first, second]);
  });

  test("is not said to be beside it, and what is said to be is loaded", () => {
    expect([...named].filter((file) => opened.has(file))).toEqual([]);
    expect([...named].filter((file) => !loaded.has(file))).toEqual([]);
    expect(roles.filter(({ has }) => ![...loaded.values()].some(has)).map(({ role }) => role)).toEqual([]);
  });
});

describe("what is beside the way need not be opened:", () => {
  const beside = [...loaded.values()].filter(
    (source) => !opened.has(source.path) && !source.path.endsWith("manifest.ts"),
  );

  test("whatever it exports says what it is", () => {
    const silent = beside
      .filter(({ path }) => !path.includes("/contracts/"))
      .flatMap((source) =>
        exportsOf(source)
          .filter(isUndocumented)
          .map((node) => placeOf(source, node)),
      );
    expect(silent).toEqual([]);
  });

  test("the port of a store says of each call what it does", () => {
    const ports = beside.flatMap(({ path }) => portOf(path) ?? []);
    const silent = ports.flatMap((path) => {
      const source = sourceAt(path);
      return (source ? exportsOf(source) : [])
        .filter(ts.isTypeAliasDeclaration)
        .filter(({ name }) => name.text.endsWith("Store"))
        .flatMap((store) => membersOf(store.type).filter(isUndocumented))
        .map((member) => `${path} ${member.name?.getText()}`);
    });
    expect({ silent, ports: ports.length > 5 }).toEqual({ silent: [], ports: true });
  });
});

const exportsOf = ({ tree }: Source): ts.Statement[] =>
  tree.statements.filter(
    (node) =>
      ts.canHaveModifiers(node) &&
      (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
const isUndocumented = (node: ts.Node): boolean =>
  ts.getJSDocCommentsAndTags(node).length === 0 && !ts.isTypeAliasDeclaration(node);
/** The members of an object type, and of those that it is put together of. */
const membersOf = (type: ts.TypeNode): readonly ts.TypeElement[] =>
  ts.isTypeLiteralNode(type) ? type.members : ts.isIntersectionTypeNode(type) ? type.types.flatMap(membersOf) : [];
