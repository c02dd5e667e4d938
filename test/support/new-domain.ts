import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { wishesPackage } from "./wishes-package.ts";

/**
 * A small domain in the style of the house, wish lists: one route, one consumer, a table of its own. Each of its files by
 * its path, as a person would write them.
 */
const files: Readonly<Record<string, string>> = {
  ...wishesPackage,
  "functions/wishes/manifest.ts": `import * as z from "zod/mini";
import { sellerId, sku } from "#kernel/codes";
import { lapsedV1 } from "#ordering/contracts/lapsed.v1";
import { tableName } from "#platform/environment";
import { consumer } from "#platform/manifest";
import { route } from "#platform/route";
import { wishId } from "#wishes/contracts/ids";
import { wishAlreadyKept } from "#wishes/contracts/problems";

const wish = { sellerId, sku };

export const routes = {
  keep: route("POST /wishes/{id}", {
    scope: "wishes/write",
    summary: "Keep a wish",
    boundSellers: "none",
    idempotent: true,
    path: z.object({ id: wishId }),
    body: z.strictObject(wish),
    answers: { 201: z.object({ id: wishId, ...wish }) },
    problems: [wishAlreadyKept],
  }),
} as const;

export const environment = z.object({ WISHES_TABLE: tableName });

export const noteLapse = consumer({
  on: [lapsedV1],
  environment,
  impactWhenStuck: "Wishes of orders that lapsed are not noted.",
});
`,
  "functions/wishes/api.http.ts": `import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { dynamoWishStore } from "#wishes/dynamo-wish-store";
import { keepWish } from "#wishes/keep-wish";
import { environment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, environment, ({ WISHES_TABLE }) => {
  const wishes = dynamoWishStore({ dynamo: dynamo(), table: WISHES_TABLE });
  return { keep: (request) => keepWish(wishes, request) };
});
`,
  "functions/wishes/note-lapse.event.ts": `import { lapsedV1 } from "#ordering/contracts/lapsed.v1";
import { eventFunction } from "#platform/event-function";
import { noteLapse as note } from "#wishes/note-lapse";
import { noteLapse } from "./manifest.ts";

export const handler = eventFunction(noteLapse, () => ({
  [lapsedV1.type]: ({ data }) => note(data.orderId),
}));
`,
  "infra/services/wishes.ts": `import { environment as declared, noteLapse, routes } from "#functions/wishes/manifest";
import { wishesTable } from "#wishes/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import type { MarketParts } from "./market-service.ts";

/** Wishes of one market: their table, their API, and what becomes of orders that lapse. */
export class Wishes extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "wishes", "What people would like to have");
    const wishes = accessTo(this.site, wishesTable).readAndWrite;
    new HttpService(this, { routes, environment: declared }, { entry: "wishes/api.http", ...wishes });
    new Consumer(this, noteLapse, { entry: "wishes/note-lapse.event", ...wishes });
  }
}
`,
  "test/support/routes/wishes.ts": `import { newId } from "#kernel/ids";
import { wishIds } from "#wishes/contracts/ids";
import type { PromisedRoutes } from "../promised-routes.ts";

export const routes: PromisedRoutes = {
  "POST /wishes/{id}": {
    scope: "wishes/write",
    example: ({ sellerId, sku }) => ({ path: \`/wishes/\${newId(wishIds)}\`, body: { sellerId, sku }, status: 201 }),
  },
};
`,
};

/** What a person changes in files that are there already: the text after which something is put, and what. */
const changes: Readonly<Record<string, readonly (readonly [after: string, more: string])[]>> = {
  "infra/stages/market-stage.ts": [
    [`import { Sellers } from "../services/sellers.ts";\n`, `import { Wishes } from "../services/wishes.ts";\n`],
    [`const services: readonly MarketService[] = [\n`, `  Wishes,\n`],
  ],
  "packages/access/roles.ts": [[`export const marketResources = {\n`, `  wishes: { write: "Keep wishes" },\n`]],
  "test/architecture/edges.ts": [
    [
      `export const domainEdges: Readonly<Record<string, Readonly<Record<string, "contracts" | "everything">>>> = {\n`,
      `  // a lapsed order is a wish that did not come true\n  wishes: { ordering: "contracts" },\n`,
    ],
  ],
};

/** The files that a new domain changes besides its own. */
export const changedFiles: readonly string[] = Object.keys(changes);

/**
 * Adds the domain to a copy of the repository.
 * @throws Error when a place that is to be changed is not there, or a file of the domain is
 */
export function addWishes(folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { flag: "wx" });
  }
  for (const [path, places] of Object.entries(changes)) {
    let text = readFileSync(join(folder, path), "utf8");
    for (const [after, more] of places) {
      if (!text.includes(after)) throw new Error(`${path} has no ${after}`);
      text = text.replace(after, after + more);
    }
    writeFileSync(join(folder, path), text);
  }
}
