import { type Id, idKind } from "#kernel/ids";

export const shipmentIds = idKind("shp");
export const shipmentId = shipmentIds.schema;
export type ShipmentId = Id<"shp">;
