import type { Entity } from "#platform/decide-and-save";
import { evolve } from "./evolve.ts";
import { integrationEvents } from "./integration-events.ts";
import type { Shipment, ShipmentEvent } from "./shipment.ts";

export const shipmentEntity: Entity<Shipment, ShipmentEvent> = { name: "shipment", evolve, integrationEvents };
