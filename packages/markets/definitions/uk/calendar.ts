import type { Market } from "../../schema.ts";

export const time: Market["time"] = { zones: ["Europe/London"], reporting: "Europe/London" };
export const holidays: Market["holidays"] = { country: "GB", subdivision: "ENG" };
