import { problemCode } from "#platform/problem";

export const shipmentNotDispatchable = problemCode("shipment-not-dispatchable", 409);
