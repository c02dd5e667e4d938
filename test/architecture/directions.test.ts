import ts from "typescript";
import { describe, expect, test } from "vitest";
import { domainEdges, wiringEdges } from "./edges.ts";
import { domains, type Layer, standing } from "./house.ts";
import { type Import, importsOf, unresolved } from "./imports.ts";
import { isContract, isEntry, isManifest, isSpec, isTable, sources } from "./sources.ts";

/** Each layer and what it may import besides itself. */
const below: Readonly<Record<Layer, readonly Layer[]>> = {
  test: ["infra", "cli", "control-room", "functions", "domain", "platform", "markets", "kernel"],
  cli: ["infra", "functions", "domain", "platform", "markets", "kernel"],
  "control-room": ["functions", "domain", "platform", "markets", "kernel"],
  infra: ["functions", "domain", "platform", "markets", "kernel"],
  functions: ["domain", "platform", "markets", "kernel"],
  domain: ["platform", "markets", "kernel"],
  platform: ["markets", "kernel"],
  markets: ["kernel"],
  kernel: [],
};

const working = sources.filter(({ path }) => !isSpec(path));
const internal = working.flatMap(importsOf).filter((found) => found.target !== undefined);
const say = ({ from, line, specifier }: Import, why: string): string => `${from}:${line} imports ${specifier}: ${why}`;
const targetOf = ({ target }: Import): string => target ?? "";

describe("imports", () => {
  test("every import of our own names a file that exists", () =>
    expect(sources.flatMap(unresolved).map((found) => say(found, "there is no such file"))).toEqual([]));

  test("point one way: cli, control-room, infra → functions → domains → platform → markets → kernel", () => {
    const wrong = internal.flatMap((found) => {
      const from = standing(found.from).layer;
      const to = standing(targetOf(found)).layer;
      if (!from || !to) return [say(found, "it is in none of infra, functions, packages")];
      return from === to || below[from].includes(to) ? [] : [say(found, `${from} may not know ${to}`)];
    });
    expect(wrong).toEqual([]);
  });

  test("of its own folder are relative, of another are by name", () => {
    const wrong = sources.flatMap(importsOf).flatMap((found) => {
      if (!found.target) return [];
      const home = (path: string) =>
        path
          .split("/")
          .slice(0, path.startsWith("infra/") ? 1 : 2)
          .join("/");
      const near = home(found.from) === home(found.target);
      const relative = found.specifier.startsWith(".");
      if (near || !relative) return [];
      return [say(found, "another folder is imported by its name, such as #kernel/money")];
    });
    expect(wrong).toEqual([]);
  });

  test("name what they take: package.json tells bundlers that no file of ours is there for its effects", () => {
    const wrong = sources.flatMap(({ path, tree }) =>
      tree.statements.flatMap((statement) =>
        ts.isImportDeclaration(statement) &&
        !statement.importClause &&
        /^["'][.#]/.test(statement.moduleSpecifier.getText())
          ? [`${path} imports ${statement.moduleSpecifier.getText()} for its effects`]
          : [],
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("infra takes values only from a domain's manifest.ts and table.ts", () => {
    const wrong = internal.filter(
      (found) =>
        standing(found.from).layer === "infra" &&
        !found.typeOnly &&
        ["functions", "domain"].includes(standing(targetOf(found)).layer ?? "") &&
        !isManifest(targetOf(found)) &&
        !isTable(targetOf(found)),
    );
    expect(wrong.map((found) => say(found, "infra deploys a domain, it does not run it"))).toEqual([]);
  });

  test("only entry files import #market", () => {
    const wrong = working.flatMap(importsOf).filter(({ specifier, from }) => specifier === "#market" && !isEntry(from));
    expect(wrong.map((found) => say(found, "take the market as an argument"))).toEqual([]);
  });

  test("domains, platform and functions never import a market's definition nor the list of markets", () => {
    const everyMarket = /^packages\/markets\/(definitions\/|index\.ts|directory\.ts|schema\.ts)/;
    const wrong = internal.filter(
      ({ from, target = "", typeOnly }) =>
        ["domain", "platform", "functions"].includes(standing(from).layer ?? "") &&
        !typeOnly &&
        everyMarket.test(target),
    );
    expect(wrong.map((found) => say(found, "a bundle carries its own market only"))).toEqual([]);
  });
});

describe("domains", () => {
  const sideways = internal.flatMap((found) => {
    const from = standing(found.from);
    const to = standing(targetOf(found));
    return to.word !== from.word && (to.layer === "domain" || to.layer === "functions") ? [{ found, from, to }] : [];
  });
  const betweenDomains = sideways.filter(({ from, to }) => from.layer === "domain" && to.layer === "domain");
  const wiring = sideways.filter(({ from, to }) => from.layer === "functions" && to.layer === "domain");

  test("know another domain by its contracts only, along the edges of edges.ts", () => {
    const wrong = betweenDomains.flatMap(({ found, from, to }) => {
      const edge = domainEdges[from.word]?.[to.word];
      if (edge === "everything" || (edge === "contracts" && isContract(targetOf(found)))) return [];
      return [say(found, edge ? "only its contracts/ are open" : `edges.ts has no edge ${from.word} → ${to.word}`)];
    });
    expect(wrong).toEqual([]);
  });

  test("functions wire another domain's port only where edges.ts says why", () => {
    const wrong = wiring.flatMap(({ found, from, to }) => {
      if (isContract(targetOf(found))) return [];
      if (!isEntry(found.from)) return [say(found, "only entry files may wire another domain")];
      if (domainEdges[from.word]?.[to.word] === "everything" || wiringEdges[from.word]?.[to.word]) return [];
      return [say(found, `edges.ts has no wiring ${from.word} → ${to.word}`)];
    });
    expect(wrong).toEqual([]);
  });

  test("functions never import another domain's functions", () => {
    const wrong = sideways.filter(({ from, to }) => from.layer === "functions" && to.layer === "functions");
    expect(wrong.map(({ found }) => say(found, "what both need belongs to a package"))).toEqual([]);
  });

  test("keep no edge in edges.ts that nothing uses, nor one to a domain that is gone", () => {
    const used = (edges: typeof betweenDomains, from: string, to: string) =>
      edges.some((edge) => edge.from.word === from && edge.to.word === to);
    const stale = [
      ...pairs(domainEdges).filter(([from, to]) => !used(betweenDomains, from, to)),
      ...pairs(wiringEdges).filter(([from, to]) => !used(wiring, from, to)),
    ].map(([from, to]) => `${from} → ${to}`);
    expect({ stale, known: domains.length > 0 }).toEqual({ stale: [], known: true });
  });
});

const pairs = (table: Readonly<Record<string, object>>): [string, string][] =>
  Object.entries(table).flatMap(([from, targets]) => Object.keys(targets).map((to): [string, string] => [from, to]));
