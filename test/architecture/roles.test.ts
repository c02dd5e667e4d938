import { describe, expect, test } from "vitest";
import { camel, decides, domainFiles, exportedFunctions, misnamedUseCases, nameOf } from "./roles.ts";
import { sourceFrom } from "./sources.ts";

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

  test("a use case exports the function that its file is called after", () =>
    expect(misnamedUseCases(domainFiles)).toEqual([]));

  test("a use case that is called otherwise is seen; what does not wait, or holds items, is none", () => {
    const at = (name: string, text: string) => sourceFrom(`packages/wishes/${name}.ts`, text);
    const waiting = "export async function grant(): Promise<void> {}";
    expect(
      misnamedUseCases([
        at("place-wish", waiting),
        at("place-wish", "export async function placeWish() {}\nexport const again = async () => undefined;"),
        at("place-view", "export const shown = 1;"),
        at("plan-items", waiting),
        at("wish-store", waiting),
      ]),
    ).toEqual(["packages/wishes/place-wish.ts exports grant and no placeWish"]);
  });

  test("other names for a role are not used", () => {
    const others = /^(views|keys|desk)\.ts$|-(views|item|write|decision|desk)\.ts$/;
    expect(domainFiles.filter(({ path }) => others.test(file(path))).map(({ path }) => path)).toEqual([]);
  });
});
