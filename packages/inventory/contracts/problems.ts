import { problemCode } from "#platform/problem";

/** Orders hold more of the stock than it is to be set to. */
export const stockHeld = problemCode("stock-held", 409);
