import type { Entity } from "#platform/decide-and-save";
import { evolve } from "./evolve.ts";
import { integrationEvents } from "./integration-events.ts";
import type { Payment } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";

/** Payments, as `decideAndSave` changes them: what an event makes of one, and what the market learns of it. */
export const paymentEntity: Entity<Payment, PaymentEvent> = { name: "payment", evolve, integrationEvents };
