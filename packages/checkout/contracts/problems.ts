import { problemCode } from "#platform/problem";

/** All nodes together have less than was asked for; `items` say of what, and how much there is. */
export const outOfStock = problemCode("out-of-stock", 409);
/** The market's definition offers other methods of payment. */
export const paymentMethodNotOffered = problemCode("payment-method-not-offered", 422);
