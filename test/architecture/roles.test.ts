import { describe, expect, test } from "vitest";
import { camel, decides, domainFiles, exportedFunctions, nameOf } from "./roles.ts";

const file = (path: string): string => `${nameOf(path)}.ts`;

describe("a file's name says its role", () => {
  test("whatever decides is in …-decisions.ts", () => {
    const wrong = domainFiles
      .filter(({ path }) => !path.endsWith("-decisions.ts"))
      .flatMap((source) => exportedFunctions(source).filter(decides));
    expect(wrong.map(({ place, name }) => `${place} ${name} decides: …-decisions.ts is the file for it`)).toEqual([]);
  });

  test("whatever …-decisions.ts exports decides, or asks what a decision needs", () => {
    const wrong = domainFiles
      .filter(({ path }) => path.endsWith("-decisions.ts"))
      .filter((source) => !exportedFunctions(source).some(decides));
    expect(wrong.map(({ path }) => `${path} decides nothing`)).toEqual([]);
  });

  test("what becomes of a state after an event is in evolve.ts, or in evolve-<thing>.ts", () => {
    const wrong = domainFiles.flatMap((source) => {
      const evolves = exportedFunctions(source).some(({ name }) => /^evolve([A-Z]|$)/.test(name));
      const named = /^evolve(-[a-z-]+)?\.ts$/.test(file(source.path));
      return evolves === named ? [] : [source.path];
    });
    expect(wrong).toEqual([]);
  });

  test("a table of transitions is called after its thing, and stands in the file of its states", () => {
    const wrong = domainFiles.flatMap(({ path, text }) => {
      const tables = [...text.matchAll(/const (\w+)[^;]*? satisfies Transitions</gs)].map(([, name]) => name);
      const named =
        tables.includes(`${camel(nameOf(path))}Transitions`) &&
        tables.every((name) => /[a-z]Transitions$/.test(name ?? ""));
      return tables.length === 0 || named ? [] : [`${path} has ${tables.join(", ")}`];
    });
    expect(wrong).toEqual([]);
  });

  test("other names for a role are not used", () => {
    const others = /^(views|keys|desk)\.ts$|-(views|item|write|decision|desk)\.ts$/;
    expect(domainFiles.filter(({ path }) => others.test(file(path))).map(({ path }) => path)).toEqual([]);
  });
});
