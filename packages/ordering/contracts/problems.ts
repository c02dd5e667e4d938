import { problemCode } from "#platform/problem";

/** An order that is reserving, or over, cannot be cancelled. */
export const orderNotCancellable = problemCode("order-not-cancellable", 409);
/** Lines that left cannot be cancelled any more. */
export const lineDispatched = problemCode("line-dispatched", 409);
