/** A market, slice by slice. The file of the same name in `packages/markets/schema` says what each export means. */
export * from "./address.ts";
export * from "./autonomy.ts";
export * from "./calendar.ts";
export * from "./catalog.ts";
export * from "./delivery.ts";
export * from "./duty.ts";
export * from "./fulfillment.ts";
export * from "./identity.ts";
export * from "./orders.ts";
export * from "./payments.ts";
export * from "./privacy.ts";
export * from "./reporting.ts";
export * from "./returns.ts";
export * from "./sellers.ts";
export * from "./settlement.ts";
export * from "./tax.ts";
