import { invalid, problem } from "#platform/problem";
import type { CancelRejection } from "./cancellation-decisions.ts";
import { lineDispatched, orderNotCancellable } from "./contracts/problems.ts";

/** How a rejected cancellation is answered. Every code of the decision has its row here, or this does not compile. */
export function problemOf(rejection: CancelRejection) {
  switch (rejection.code) {
    case "order-not-cancellable":
      return problem(orderNotCancellable, `an order that is ${rejection.status} cannot be cancelled`, {
        more: { orderStatus: rejection.status },
      });
    case "line-dispatched":
      return problem(lineDispatched, "lines that were dispatched cannot be cancelled", {
        more: { lineIds: rejection.lineIds },
      });
    case "unknown-line":
      return problem(invalid, "the order has no such line", {
        errors: rejection.positions
          .slice(0, 20)
          .map((position) => ({ pointer: `/lineIds/${position}`, detail: "is no line of this order" })),
      });
  }
}
