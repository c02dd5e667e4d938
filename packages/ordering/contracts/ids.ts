import * as z from "zod/mini";
import type { Code } from "#kernel/codes";
import { type Id, idKind } from "#kernel/ids";
import { word } from "#kernel/text";

/** Orders are named `ord_…`, and each payment after its order. */
export const orderIds = idKind("ord");
export const orderId = orderIds.schema;
export type OrderId = Id<"ord">;

/** What another system calls an order. */
export const externalId = word(128);

/** A line within its order: `l1`, `l2`, … as they were ordered. */
export type LineId = Code<"line">;
export const lineId = z
  .string()
  .check(z.regex(/^l[1-9]\d{0,5}$/, "must be a line's id, such as l1")) as unknown as z.ZodMiniType<LineId, string>;
