import * as z from "zod";
import type { notReadYet, Without } from "./not-read-yet.ts";
import * as address from "./schema/address.ts";
import * as autonomy from "./schema/autonomy.ts";
import * as calendar from "./schema/calendar.ts";
import * as catalog from "./schema/catalog.ts";
import * as delivery from "./schema/delivery.ts";
import * as duty from "./schema/duty.ts";
import * as fulfillment from "./schema/fulfillment.ts";
import * as identity from "./schema/identity.ts";
import * as orders from "./schema/orders.ts";
import * as payments from "./schema/payments.ts";
import * as privacy from "./schema/privacy.ts";
import * as reporting from "./schema/reporting.ts";
import * as returns from "./schema/returns.ts";
import * as sellers from "./schema/sellers.ts";
import * as settlement from "./schema/settlement.ts";
import * as tax from "./schema/tax.ts";

/**
 * The form of everything that one market does its own way, slice by slice: what a file of `schema` exports, the file of
 * the same name in a market's folder gives a value. Only the type is for functions: this module carries the full checker
 * and belongs to synth, the command line and tests.
 */
export const marketSchema = z.strictObject({
  ...identity,
  ...calendar,
  ...address,
  ...sellers,
  ...catalog,
  ...orders,
  ...payments,
  ...fulfillment,
  ...delivery,
  ...tax,
  ...duty,
  ...settlement,
  ...returns,
  ...privacy,
  ...reporting,
  ...autonomy,
});

/** A market's definition. A plain value: no part of it is computed when it is used. */
export type MarketDefinition = Unchanging<z.infer<typeof marketSchema>>;

/** Of a definition what code may read: all but what waits for its reader. */
export type Market = Without<MarketDefinition, keyof typeof notReadYet>;

type Unchanging<T> = T extends string | number | boolean | null | undefined | RegExp
  ? T
  : { readonly [Key in keyof T]: Unchanging<T[Key]> };
