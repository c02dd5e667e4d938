import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

export const address: MarketDefinition["address"] = {
  postcode: /^\d{5}(-\d{4})?$/,
  postcodePrefix: /^\d{3,5}$/,
  samples: ["94105", "10001", "60601-1234", "73301", "50309", "33130", "98101", "80202"],
  source: "USPS, ZIP and ZIP+4 [C]",
  verifiedOn,
};

export const phonePrefix: MarketDefinition["phonePrefix"] = "1";
