import { type Id, idKind } from "#kernel/ids";

/** Payments are named like their orders: `pay_…` for `ord_…`. */
export const paymentIds = idKind("pay");
export const paymentId = paymentIds.schema;
export type PaymentId = Id<"pay">;

export const refundIds = idKind("rfd");
export const refundId = refundIds.schema;
export type RefundId = Id<"rfd">;
