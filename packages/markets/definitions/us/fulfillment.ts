import type { MarketDefinition } from "../../schema.ts";
import { holidays } from "./calendar.ts";
import { verifiedOn } from "./provenance.ts";

export const nodes: MarketDefinition["nodes"] = [
  {
    id: "joliet",
    name: "Joliet, Illinois",
    zone: "IL",
    postcode: "60436",
    latitude: 41.5,
    longitude: -88.1,
    timeZone: "America/Chicago",
    holidays,
    cutOff: "14:00",
    handlingDays: 1,
    priority: 1,
  },
  {
    id: "allentown",
    name: "Allentown, Pennsylvania",
    zone: "PA",
    postcode: "18106",
    latitude: 40.6,
    longitude: -75.5,
    timeZone: "America/New_York",
    holidays,
    cutOff: "14:00",
    handlingDays: 1,
    priority: 2,
  },
  {
    id: "ontario",
    name: "Ontario, California",
    zone: "CA",
    postcode: "91761",
    latitude: 34.1,
    longitude: -117.7,
    timeZone: "America/Los_Angeles",
    holidays,
    cutOff: "14:00",
    handlingDays: 1,
    priority: 3,
  },
  {
    id: "dallas",
    name: "Dallas, Texas",
    zone: "TX",
    postcode: "75241",
    latitude: 32.8,
    longitude: -96.8,
    timeZone: "America/Chicago",
    holidays,
    cutOff: "14:00",
    handlingDays: 1,
    priority: 4,
  },
];

/** Post offices of the forces and of embassies, which the Military Postal Service Agency runs for the USPS. */
const military = { postcodes: /^(09|340|96[2-6])/, regions: ["AA", "AE", "AP"] };

export const carriers: MarketDefinition["carriers"] = [
  {
    id: "usps",
    name: "USPS",
    tracking: [{ check: "usps-impb" }, { check: "s10", country: "US" }],
    source: "USPS Intelligent Mail package barcode; UPU S10 [C]",
    verifiedOn,
  },
  {
    id: "ups",
    name: "UPS",
    doesNotReach: military,
    tracking: [{ check: "ups-1z" }],
    source: "UPS 1Z numbers; APO, FPO and DPO are addresses of the USPS alone [C]",
    verifiedOn,
  },
  {
    id: "fedex",
    name: "FedEx",
    doesNotReach: military,
    tracking: [{ check: "fedex-express" }, { check: "fedex-ground" }],
    source: "numbers of FedEx Express and Ground as github.com/jkeen/tracking_number_data describes them [S]",
    verifiedOn: "2026-11-30",
  },
];
