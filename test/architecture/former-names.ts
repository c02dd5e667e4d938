/**
 * Names that the project had before it took the usual ones, so that none comes back: where, files by the end of their
 * path, identifiers, and what people call it.
 */
export const formerNames: readonly (readonly [within: string, files: string, identifiers: string, now: string])[] = [
  ["packages/payments/", "/wanted.ts", "wantedAttempts Wanted", "next-operations.ts, dueOperations, PlannedOperation"],
  ["packages/payments/", "/attempt.ts", "Attempt", "operation.ts, PaymentOperation"],
  ["packages/payments/", "/facts.ts", "PaymentFact", "payment-event.ts and evolve.ts"],
  ["packages/", "desk.ts", "", "a use case <verb>-<noun>.ts, or <thing>-service.ts"],
  ["packages/payments/", "", "Settlement", "CaptureMode"],
  ["packages/payments/", "", "renew renewal renewalDue", "reauthorise"],
  ["packages/payments/", "", "Closing closingOf", "CancellationCause"],
  ["packages/payments/", "/notices.ts", "Notice", "webhook.ts, ProviderWebhook"],
  ["packages/payments/", "/inquiries.ts", "wake", "poll-pending.ts, poll"],
  ["packages/payments/", "/provider-patience.ts", "withPatience", "provider-timeout.ts, withTimeout"],
  ["packages/payments/", "/announcements.ts", "Announcement announcements", "integration-events.ts"],
  ["functions/payments/", "/inquire.schedule.ts", "inquire", "poll-pending.schedule.ts, pollPending"],
  ["packages/markets/", "", "PaymentTerms paymentTerms", "PaymentRules, paymentRules; what was agreed is in payments"],
  ["packages/payments/", "/ledger.ts /courier.ts", "Ledger Parcel", "sandbox-store.ts, webhook-sender.ts"],
  ["packages/ordering/", "/owed.ts", "", "amounts-due.ts"],
  ["packages/ordering/", "/react.ts", "changeOrFail", "apply-or-throw"],
  ["packages/reporting/", "/fact.ts", "Fact", "observation.ts"],
  ["packages/platform/", "/fact.ts", "Fact", "event-envelope.ts, EventHead"],
  ["packages/reporting/", "ledger.ts ledger-store.ts", "LedgerStore", "control-totals.ts"],
  ["functions/reporting/", "/keep-ledger.event.ts", "keepLedger", "control totals"],
  ["packages/reporting/", "/books.ts /show-books.ts", "Books", "reconciliation.ts"],
  ["packages/inventory/", "/where.ts", "located Whereabouts", "stock-location.ts, allocateCount, SellerLocation"],
  ["packages/inventory/", "/settle.ts", "Settlement", "hold-release.ts, HoldRelease"],
  [
    "packages/platform/",
    "/unpublished.ts /outbox-sweep.ts",
    "setAside forget",
    "outbox-retry-store.ts, enqueue, remove, attempt",
  ],
];
