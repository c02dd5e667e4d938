import { expect, test } from "vitest";
import { domains, functionFolders } from "./house.ts";
import { exists, isContract, sources } from "./sources.ts";

/** What platform runs for every domain has functions and a service of its own, and no package. */
const ofPlatform = ["outbox"];

test("a domain has the same word in packages, functions and infra/services", () => {
  const words = [...new Set([...domains, ...functionFolders])].filter((word) => !ofPlatform.includes(word)).sort();
  const missing = words.flatMap((word) =>
    [`packages/${word}`, `functions/${word}/manifest.ts`, `infra/services/${word}.ts`].filter((path) => !exists(path)),
  );
  expect(missing).toEqual([]);
});

test("an event has a file of its own, named after it", () => {
  const wrong = sources
    .filter(({ path }) => isContract(path))
    .flatMap(({ path, text }) => {
      const types = [...text.matchAll(/type: "archipelago\.([a-z-]+)\.([a-z-]+)\.(v\d+)"/g)];
      const named = types.map(([, domain, fact, version]) => `packages/${domain}/contracts/${fact}.${version}.ts`);
      const expected = /\.v\d+\.ts$/.test(path) ? [path] : []; // fields that several events have may stand apart
      return named.join() === expected.join() ? [] : [`${path} declares ${named.join(", ") || "no event"}`];
    });
  expect(wrong).toEqual([]);
});
