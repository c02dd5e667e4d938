import ts from "typescript";
import { describe, expect, test } from "vitest";
import { exists, files, isEntry, isSpec, placeOf, sources, textOf } from "./sources.ts";

const longest = 250;
/** Locked contracts grow with the world, not with the code. */
const mayBeLong = /^test\/contracts\/locked\/|^package-lock\.json$/;
const longestEntry = 40;
const vagueNames = /^(utils?|common|helpers?|shared|misc|managers?)$/;
const topLevel =
  /^(infra|functions|packages|test|findings|cdk\.json|package\.json|package-lock\.json|tsconfig\.json|README\.md|CHANGELOG\.md|LICENSE|biome\.json|knip\.json|vitest\.config\.ts|\..+)$/;
const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const namedByConvention = new Set(["README.md", "CHANGELOG.md", "LICENSE"]);
const isConfiguration = (path: string): boolean => /^[^/]+\.config\.ts$/.test(path);

const source = /\.(ts|tsx|js|mjs|py|sh|html|css)$/;
const linesOf = (path: string): number => textOf(path).split("\n").length - 1;

describe("files", () => {
  test(`have at most ${longest} lines`, () => {
    const long = files.filter((path) => (source.test(path) || path.startsWith(".ci/")) && !mayBeLong.test(path));
    const wrong = long.filter((path) => linesOf(path) > longest).map((path) => `${path}: ${linesOf(path)} lines`);
    expect(wrong).toEqual([]);
  });

  test(`that start a function only wire: at most ${longestEntry} lines`, () => {
    const wrong = files.filter((path) => isEntry(path) && linesOf(path) > longestEntry);
    expect(wrong.map((path) => `${path}: ${linesOf(path)} lines; what it decides belongs to packages`)).toEqual([]);
  });

  test("say by their name what is in them", () => {
    const wrong = files.filter((path) => path.split("/").some((part) => vagueNames.test(part.split(".")[0] ?? "")));
    expect(wrong).toEqual([]);
  });

  test("are named in kebab-case", () => {
    const wrong = files.filter((path) =>
      path.split("/").some((part) => !kebab.test(part) && !namedByConvention.has(part)),
    );
    expect(wrong).toEqual([]);
  });

  test("at the top are the ones everybody expects there", () => {
    const tops = [...new Set(files.map((path) => path.split("/")[0] ?? ""))];
    expect(tops.filter((name) => !topLevel.test(name))).toEqual([]);
  });

  test("of functions are manifests, entries by their trigger, and what is said of them", () => {
    const known =
      /^functions\/([a-z-]+\/)?(README\.md|manifest\.ts|[a-z0-9-]+\.(http|event|stream|schedule)(\.spec)?\.ts)$/;
    const wrong = files.filter(
      (path) => path.startsWith("functions/") && !known.test(path) && !path.endsWith(".spec.ts"),
    );
    expect(wrong).toEqual([]);
  });

  test("of tests are specs beside the code, or test/<kind>/<what>.test.ts", () => {
    const wrong = files.filter(
      (path) => /\.(spec|test)\.[jt]s$/.test(path) && path.startsWith("test/") !== path.endsWith(".test.ts"),
    );
    expect(wrong).toEqual([]);
  });
});

describe("modules", () => {
  test("export by name", () => {
    const wrong = sources
      .filter(({ path }) => !isConfiguration(path))
      .flatMap((file) =>
        file.tree.statements
          .filter(
            (node) =>
              ts.isExportAssignment(node) ||
              (ts.canHaveModifiers(node) &&
                (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
          )
          .map((node) => placeOf(file, node)),
      );
    expect(wrong).toEqual([]);
  });

  test("switch no check off without a reason", () => {
    const bare = /@ts-(ignore|nocheck)|@ts-expect-error\s*$|biome-ignore-all|biome-ignore [^:]+:\s*(<.*>)?\s*$/m;
    const wrong = sources.filter(({ path, text }) => path !== "test/architecture/shape.test.ts" && bare.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("leave no test out and none alone", () => {
    const unfinished = /\b(test|it|describe)\.(only|skip|todo)\(/;
    const wrong = sources.filter(
      ({ path, text }) => isSpec(path) && path !== "test/architecture/shape.test.ts" && unfinished.test(text),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe("explanations", () => {
  const folders = new Set(
    files.flatMap((path) => {
      const [house = "", word = "", inside] = path.split("/");
      if (house === "packages" && inside) return [house, `${house}/${word}`];
      return ["infra", "functions", "test"].includes(house) ? [house] : [];
    }),
  );

  test("stand in a README of each house and each package", () => {
    const silent = [...folders].filter((folder) => !exists(`${folder}/README.md`));
    expect(silent.map((folder) => `${folder}/README.md is missing`)).toEqual([]);
  });

  test("of changes stand in CHANGELOG.md, the newest first, in the form of Keep a Changelog", () => {
    const titles = textOf("CHANGELOG.md")
      .split("\n")
      .filter((line) => line.startsWith("## "));
    expect(titles[0]).toBe("## [Unreleased]");
    expect(titles.slice(1).filter((title) => !/^## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/.test(title))).toEqual([]);
  });

  test("link only to what is there", () => {
    const broken = files
      .filter((path) => path.endsWith(".md"))
      .flatMap((path) =>
        [...textOf(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].flatMap(([, link = ""]) => {
          const target = new URL(link, `file:///${path}`).pathname.slice(1);
          return exists(decodeURIComponent(target)) ? [] : [`${path} links to ${link}`];
        }),
      );
    expect(broken).toEqual([]);
  });
});
