import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

const england = { country: "GB", subdivision: "ENG" } as const;
const scotland = { country: "GB", subdivision: "SCT" } as const;

export const nodes: MarketDefinition["nodes"] = [
  {
    id: "daventry",
    name: "Daventry, Northamptonshire",
    zone: "east-midlands",
    postcode: "NN11 8QH",
    latitude: 52.2,
    longitude: -1.2,
    timeZone: "Europe/London",
    holidays: england,
    cutOff: "14:00",
    handlingDays: 1,
    priority: 1,
  },
  {
    id: "doncaster",
    name: "Doncaster, South Yorkshire",
    zone: "yorkshire-and-the-humber",
    postcode: "DN4 5HX",
    latitude: 53.5,
    longitude: -1.1,
    timeZone: "Europe/London",
    holidays: england,
    cutOff: "14:00",
    handlingDays: 1,
    priority: 2,
  },
  {
    id: "livingston",
    name: "Livingston, West Lothian",
    zone: "scotland",
    postcode: "EH54 6AX",
    latitude: 55.9,
    longitude: -3.5,
    timeZone: "Europe/London",
    holidays: scotland,
    cutOff: "14:00",
    handlingDays: 1,
    priority: 3,
  },
];

/** British Forces Post Offices, to which Royal Mail alone hands over. */
const forces = { postcodes: /^BF/, regions: ["BFPO"] };
const noRule = "carrier of the market; no published rule for its numbers is known; does not deliver to BFPO [U]";

export const carriers: MarketDefinition["carriers"] = [
  {
    id: "royal-mail",
    name: "Royal Mail",
    tracking: [{ check: "s10", country: "GB" }],
    source: "UPU S10 [C]",
    verifiedOn,
  },
  { id: "evri", name: "Evri", doesNotReach: forces, tracking: [], source: noRule, verifiedOn },
  { id: "dpd", name: "DPD", doesNotReach: forces, tracking: [], source: noRule, verifiedOn },
];
