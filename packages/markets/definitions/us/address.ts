import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

/** States of their own, to which the United States Postal Service brings mail by codes of its own. */
const associated = "USPS Publication 65, freely associated states; 48 U.S.C. 1901 and 1931 [U]";
const territory = "ISO 3166-1 and 3166-2:US, where outlying areas of the United States have both [C]";

export const address: MarketDefinition["address"] = {
  writing: { strategy: "digit-groups", first: 5 },
  postcode: /^\d{5}(-\d{4})?$/,
  postcodePrefix: /^\d{3,5}$/,
  elsewhere: [
    { country: "FM", postcodes: /^9694/, ...found, source: associated },
    { country: "MH", postcodes: /^969[67]/, ...found, source: associated },
    { country: "PW", postcodes: /^969(3|40)/, ...found, source: associated },
  ],
  territories: [
    { country: "AS", of: "US", region: "AS", ...found, source: territory },
    { country: "GU", of: "US", region: "GU", ...found, source: territory },
    { country: "MP", of: "US", region: "MP", ...found, source: territory },
    { country: "PR", of: "US", region: "PR", ...found, source: territory },
    { country: "VI", of: "US", region: "VI", ...found, source: territory },
  ],
  samples: ["94105", "10001", "60601-1234", "73301", "50309", "33130", "98101", "80202"],
  source: "USPS, ZIP and ZIP+4 [C]",
  verifiedOn,
};

export const phonePrefix: MarketDefinition["phonePrefix"] = "1";
