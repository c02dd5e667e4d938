import type { MarketDefinition } from "../../schema.ts";

export const time: MarketDefinition["time"] = { zones: ["Europe/London"], reporting: "Europe/London" };
export const holidays: MarketDefinition["holidays"] = { country: "GB", subdivision: "ENG" };
