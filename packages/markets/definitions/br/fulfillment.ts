import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

export const nodes: MarketDefinition["nodes"] = [
  {
    id: "cajamar",
    name: "Cajamar, São Paulo",
    zone: "SP",
    postcode: "07750-000",
    latitude: -23.4,
    longitude: -46.9,
    timeZone: "America/Sao_Paulo",
    holidays: { country: "BR", subdivision: "SP" },
    cutOff: "14:00",
    handlingDays: 2,
    priority: 1,
  },
  {
    id: "brasilia",
    name: "Brasília, Distrito Federal",
    zone: "DF",
    postcode: "71200-010",
    latitude: -15.8,
    longitude: -47.9,
    timeZone: "America/Sao_Paulo",
    holidays: { country: "BR", subdivision: "DF" },
    cutOff: "14:00",
    handlingDays: 2,
    priority: 2,
  },
  {
    id: "cabo",
    name: "Cabo de Santo Agostinho, Pernambuco",
    zone: "PE",
    postcode: "54590-000",
    latitude: -8.3,
    longitude: -35.0,
    timeZone: "America/Recife",
    holidays: { country: "BR", subdivision: "PE" },
    cutOff: "14:00",
    handlingDays: 2,
    priority: 3,
  },
];

const noRule = "carrier of the market; no published rule for its numbers is known [U]";

export const carriers: MarketDefinition["carriers"] = [
  {
    id: "correios",
    name: "Correios",
    tracking: [{ check: "s10", country: "BR" }],
    source: "UPU S10 [C]",
    verifiedOn,
  },
  { id: "jadlog", name: "Jadlog", tracking: [], source: noRule, verifiedOn },
  { id: "loggi", name: "Loggi", tracking: [], source: noRule, verifiedOn },
];
