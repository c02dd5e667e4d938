import { problemCode } from "#platform/problem";

export const outOfStock = problemCode("out-of-stock", 409);
export const paymentMethodNotOffered = problemCode("payment-method-not-offered", 422);
