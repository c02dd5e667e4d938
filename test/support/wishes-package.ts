/**
 * The package of a small domain in the style of the house, wish lists. Each of its files by its path, as a person would
 * write them.
 */
export const wishesPackage: Readonly<Record<string, string>> = {
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
};
