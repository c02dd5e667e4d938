import { expect, test } from "vitest";
import { files, textOf } from "./sources.ts";

const self = "test/architecture/project-text.test.ts";
const readable = files.filter(
  (path) =>
    /\.(ts|md|json|js|html|css|sh|yml)$|^\.ci\/|^LICENSE$/.test(path) && path !== "package-lock.json" && path !== self,
);

const findings = (pattern: RegExp): string[] =>
  readable.flatMap((path) =>
    textOf(path)
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 100)}`] : [])),
  );

test("the project names no path of somebody's machine", () =>
  expect(findings(/(^|[\s"'`(=:])\/(home|root|work|Users|tmp\/[a-z])/)).toEqual([]));

test("nothing outside the repository is named but ../shared", () =>
  expect(
    findings(
      /^(?!.*\bfrom ")(?!.*import\().*(^|[\s"'`(])(\.\.\/)+(?!\.|shared\/)(?!(packages|functions|infra|test)\/)[a-z]+\/.*\.(md|json|ndjson)/,
    ),
  ).toEqual([]));

test("the project speaks of the marketplace, not of how it was written", () =>
  expect(findings(/\b(blueprint|sub-?agents?|language model|this session|the session that|issue #?\d+)\b/i)).toEqual(
    [],
  ));

test("nothing is left for later in a comment", () => expect(findings(/\b(TODO|FIXME|HACK)\b/)).toEqual([]));
