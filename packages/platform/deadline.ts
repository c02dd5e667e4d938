/** What Lambda tells a function of the invocation that it works on. */
export type Invocation = { getRemainingTimeInMillis(): number };

/** A signal that comes when an invocation has only so many milliseconds left: what is not done by then is given up, so that
 *  what must follow has its time. */
export const deadlineOf = (invocation: Invocation, reservedMilliseconds: number): AbortSignal =>
  AbortSignal.timeout(Math.max(0, invocation.getRemainingTimeInMillis() - reservedMilliseconds));
