import type { Changed } from "./order-store.ts";

/**
 * For consumers: what an event asks of an order either happens or had happened. Anything else is delivered again and in
 * the end waits in the dead-letter queue for somebody to look at it.
 */
export async function changeOrFail(change: Promise<Changed<{ readonly code: string }>>): Promise<void> {
  const changed = await change;
  if (changed.outcome === "changed" || changed.outcome === "unchanged") return;
  throw new Error(`the order refused: ${changed.outcome === "rejected" ? changed.rejection.code : changed.outcome}`);
}
