import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A small domain in the style of the house, wish lists: one route, one consumer, a table of its own. Each of its files by
 * its path, as a person would write them.
 */
const files: Readonly<Record<string, string>> = {
  "packages/wishes/contracts/ids.ts": `import { type Id, idKind } from "#kernel/ids";

export const wishIds = idKind("wsh");
export const wishId = wishIds.schema;
export type WishId = Id<"wsh">;
`,
  "packages/wishes/contracts/problems.ts": `import { problemCode } from "#platform/problem";

export const wishAlreadyKept = problemCode("wish-already-kept", 409);
`,
  "packages/wishes/table.ts": `import type { TableSpec } from "#platform/table";

/** One item a wish. */
export const wishesTable = {
  name: "wishes",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {},
} as const satisfies TableSpec;
`,
  "packages/wishes/wish.ts": `import type { SellerId, Sku } from "#kernel/codes";
import type { Transitions } from "#kernel/transitions";
import type { WishId } from "./contracts/ids.ts";

/** Something that somebody would like to have. */
export type Wish =
  | { readonly status: "unheard"; readonly id: WishId; readonly version: 0 }
  | {
      readonly status: "kept";
      readonly id: WishId;
      readonly sellerId: SellerId;
      readonly sku: Sku;
      readonly version: number;
    };

/** Which states may follow which. */
export const wishTransitions = { unheard: ["kept"], kept: [] } as const satisfies Transitions<Wish["status"]>;

export type WishEvent = { readonly type: "wish-kept"; readonly sellerId: SellerId; readonly sku: Sku };
`,
  "packages/wishes/evolve.ts": `import type { Wish, WishEvent } from "./wish.ts";

/** The wish after an event. The version is the store's business and stays. */
export const evolve = ({ id, version }: Wish, { sellerId, sku }: WishEvent): Wish => ({
  status: "kept",
  id,
  sellerId,
  sku,
  version,
});
`,
  "packages/wishes/wish-decisions.ts": `import type { SellerId, Sku } from "#kernel/codes";
import { accept, type Decision, reject } from "#kernel/decision";
import type { Wish, WishEvent } from "./wish.ts";

/** Keeps a wish. One that is kept stays as it is. */
export const keep = (
  wish: Wish,
  what: { readonly sellerId: SellerId; readonly sku: Sku },
): Decision<WishEvent, { readonly code: "already-kept" }> =>
  wish.status === "kept" ? reject({ code: "already-kept" }) : accept({ type: "wish-kept", ...what });
`,
  "packages/wishes/wish-decisions.spec.ts": `import { expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { accepted, rejected } from "#test/support/decisions";
import { wishIds } from "./contracts/ids.ts";
import { evolve } from "./evolve.ts";
import type { Wish } from "./wish.ts";
import { keep } from "./wish-decisions.ts";

test("a wish is kept once", () => {
  const unheard: Wish = { status: "unheard", id: newId(wishIds), version: 0 };
  const lamp = { sellerId: "house", sku: "lamp" };
  expect(keep(unheard, lamp)).toEqual(accepted([{ type: "wish-kept", ...lamp }]));
  expect(keep(evolve(unheard, { type: "wish-kept", ...lamp }), lamp)).toEqual(rejected({ code: "already-kept" }));
});
`,
  "packages/wishes/wish-store.ts": `import type { EntityStore } from "#platform/decide-and-save";
import type { WishId } from "./contracts/ids.ts";
import type { Wish, WishEvent } from "./wish.ts";

export type WishStore = {
  /** Where the wish of this id lies, or would lie. */
  at(id: WishId): EntityStore<Wish, WishEvent>;
};
`,
  "packages/wishes/dynamo-wish-store.ts": `import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { fromItem, type Key, type TableHandle, toItem } from "#platform/dynamo";
import { putWhen, stateCondition } from "#platform/state-condition";
import { transactLabelled } from "#platform/transaction";
import type { WishId } from "./contracts/ids.ts";
import { type Wish, wishTransitions } from "./wish.ts";
import type { WishStore } from "./wish-store.ts";

const keyOf = (id: WishId): Key => ({ pk: \`wish#\${id}\`, sk: "wish" });

/** Wishes in the market's \`wishes\` table, read consistently. */
export const dynamoWishStore = ({ dynamo, table }: TableHandle): WishStore => ({
  at: (id) => ({
    load: async () => {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: toItem(keyOf(id)), ConsistentRead: true }),
      );
      const state: Wish = Item ? fromItem<Wish>(Item) : { status: "unheard", id, version: 0 };
      return { state, seen: new Set(), beside: undefined };
    },
    save: async ({ before, after: { state } }) => {
      const item = toItem({ ...keyOf(id), kind: "wish", ...state });
      const { outcome } = await transactLabelled(dynamo, {
        wish: [putWhen(table, item, stateCondition(wishTransitions, before.state, state.status))],
      });
      return outcome === "written" ? "saved" : "changed-meanwhile";
    },
  }),
});
`,
  "packages/wishes/keep-wish.ts": `import type { SellerId, Sku } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import { answer } from "#platform/answer";
import { decideAndSave, type Entity, settled } from "#platform/decide-and-save";
import { problem } from "#platform/problem";
import type { WishId } from "./contracts/ids.ts";
import { wishAlreadyKept } from "./contracts/problems.ts";
import { evolve } from "./evolve.ts";
import type { Wish, WishEvent } from "./wish.ts";
import { keep } from "./wish-decisions.ts";
import type { WishStore } from "./wish-store.ts";

const wishEntity: Entity<Wish, WishEvent> = { name: "wish", evolve };

/** Keeps a wish. @throws ContentionError when others kept coming between */
export async function keepWish(
  wishes: WishStore,
  {
    path: { id },
    body,
    now,
  }: { readonly path: { readonly id: WishId }; readonly body: { readonly sellerId: SellerId; readonly sku: Sku }; readonly now: Instant },
) {
  const changed = settled(
    await decideAndSave(wishEntity, wishes.at(id), { decide: (wish) => keep(wish, body), at: now }),
  );
  return changed.outcome === "rejected"
    ? problem(wishAlreadyKept, "this wish is kept")
    : answer(201, { id, ...body });
}
`,
  "packages/wishes/note-lapse.ts": `import { log } from "#platform/log";
import type { OrderId } from "#ordering/contracts/ids";

/** An order lapsed: its buyer may still wish for what it was about. */
export async function noteLapse(orderId: OrderId): Promise<void> {
  log.info("an order lapsed", { orderId });
}
`,
  "packages/wishes/README.md": `# Wishes

What people would like to have. Nothing here knows who they are.
`,
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
    const wishes = accessTo(this.site, wishesTable);
    const own = { environment: { WISHES_TABLE: wishes.name }, may: [wishes.readAndWrite] };
    new HttpService(this, { routes, environment: declared }, { entry: "wishes/api.http", ...own });
    new Consumer(this, noteLapse, { entry: "wishes/note-lapse.event", ...own });
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
