import type { Entity } from "#platform/decide-and-save";
import { evolve } from "./evolve.ts";
import { integrationEvents } from "./integration-events.ts";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";

/** Orders, as `decideAndSave` changes them: what an event makes of one, and what the market learns of it. */
export const orderEntity: Entity<Order, OrderEvent> = { name: "order", evolve, integrationEvents };
