/**
 * For consumers: what an event asks for either happens or had happened. Anything else is delivered again and in the end
 * waits in the dead-letter queue for somebody to look at it.
 * @throws Error that names the outcome, and the code where it was rejected
 */
export async function applyOrThrow(
  change: Promise<
    | { readonly outcome: "changed" | "unchanged" | "not-found" | "repeated" }
    | { readonly outcome: "rejected"; readonly rejection: { readonly code: string } }
  >,
): Promise<void> {
  const changed = await change;
  if (changed.outcome === "changed" || changed.outcome === "unchanged") return;
  throw new Error(
    `what the event asks for was ${changed.outcome === "rejected" ? changed.rejection.code : changed.outcome}`,
  );
}
