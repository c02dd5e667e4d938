import { invalid, notFound, type Problem, problem } from "#platform/problem";
import type { CancellationBody } from "./cancellation-body.ts";
import type { CancelRejection } from "./cancellation-decisions.ts";
import { lineDispatched, orderNotCancellable } from "./contracts/problems.ts";

/** How a rejected cancellation is answered. Every code of the decision has its row here, or this does not compile.
 *  @param body how its lines were named */
export function problemOf(rejection: CancelRejection, { lineIds }: Pick<CancellationBody, "lineIds">) {
  switch (rejection.code) {
    case "not-yours":
      return noOrder();
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
        errors: rejection.positions.slice(0, 20).map((position) => ({
          pointer: lineIds ? `/lineIds/${position}` : `/lines/${position}/lineId`,
          detail: "is no line of this order",
        })),
      });
    case "more-than-left":
      return problem(invalid, "fewer units are left than are to be cancelled", {
        errors: rejection.lines.slice(0, 20).map(({ position, left }) => ({
          pointer: `/lines/${position}/quantity`,
          detail: `must be at most ${left}: no more units are left`,
        })),
      });
    case "reasons-too-long":
      return problem(invalid, "an order does not keep so much of why its lines were cancelled", {
        errors: [{ pointer: "/lines", detail: "must have shorter reasons" }],
      });
  }
}

/** There is none, or none of its lines is the caller's. */
export const noOrder = (): Problem<"not-found"> => problem(notFound, "there is no such order");
