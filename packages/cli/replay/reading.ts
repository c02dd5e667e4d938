import type { FinalState, MappedOrder, RejectedLine } from "./order-request.ts";

/** A line of the source, as it was understood. */
export type Reading = { readonly number: number; readonly text: string; readonly reading: MappedOrder | RejectedLine };
/** A line that became no order. */
export type Reject = {
  readonly line: number;
  readonly externalId?: string;
  readonly reason: string;
  /** The field that is at fault, as a JSON pointer, where it is one. */
  readonly field?: string;
  readonly detail?: string;
  /** What of its money can be read, as a decimal. */
  readonly total: string;
  readonly source: string;
};
/** An order of the market, and the state that it reached in the source. */
export type EndedOrder = { readonly orderId: string; readonly finalState: FinalState };
