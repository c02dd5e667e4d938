import type { RejectedLine } from "./order-request.ts";
import type { Settled, Timed } from "./place.ts";
import type { EndedOrder, Reading, Reject } from "./reading.ts";
import type { tallying } from "./tally.ts";

/** Whom the outcome of a line concerns. */
export type Listeners = {
  readonly onReject: (reject: Reject) => void;
  /** Receives each order that the market has and that came to an end in the source. */
  readonly onEnded?: ((order: EndedOrder) => void) | undefined;
};

/** Counts what came of lines, and tells whom it concerns. */
export const settling =
  (tally: ReturnType<typeof tallying>, { onReject, onEnded }: Listeners) =>
  ({ number, text, reading }: Reading, outcome: Settled & Partial<Timed>): void => {
    tally.add(outcome, reading, outcome.milliseconds);
    if (outcome.kind !== "rejected") {
      if (reading.outcome === "order" && reading.finalState)
        onEnded?.({ orderId: outcome.orderId, finalState: reading.finalState });
      return;
    }
    const { code: reason, field, detail } = outcome;
    onReject({
      line: number,
      ...(reading.externalId === undefined ? {} : { externalId: reading.externalId }),
      reason,
      ...(field ? { field } : {}),
      ...(detail ? { detail } : {}),
      total: tally.shown(reading.total),
      source: text,
    });
  };

/** What a line that is no order comes to. */
export const refusalIn = ({ reason, field, detail = "" }: RejectedLine): Settled => ({
  kind: "rejected",
  code: reason,
  detail,
  ...(field === undefined ? {} : { field }),
});
