import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

/** Neither Crown dependencies nor overseas territories are part of the United Kingdom. */
const dependency =
  "British Nationality Act 1981, section 50, the Islands; Royal Mail, postcode areas GY, IM and JE [C]";
const overseas =
  "British Nationality Act 1981, schedule 6; codes as Royal Mail and UPU addressing systems list them [U]";

export const address: MarketDefinition["address"] = {
  writing: { strategy: "outward-inward" },
  postcode:
    /^(GIR 0AA|([A-PR-UWYZ][0-9][0-9]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9]?|[A-PR-UWYZ][0-9][A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]) [0-9][ABD-HJLNP-UW-Z]{2})$/,
  postcodePrefix: /^[A-PR-UWYZ][A-HK-Y]?([0-9][0-9A-Z]?)?$/,
  elsewhere: [
    { country: "GG", postcodes: /^GY/, ...found, source: dependency },
    { country: "IM", postcodes: /^IM/, ...found, source: dependency },
    { country: "JE", postcodes: /^JE/, ...found, source: dependency },
    { country: "AI", postcodes: /^AI2 ?64/, ...found, source: overseas },
    { country: "AQ", postcodes: /^BIQQ/, ...found, source: overseas },
    { country: "FK", postcodes: /^FIQQ/, ...found, source: overseas },
    { country: "GI", postcodes: /^GX/, ...found, source: overseas },
    { country: "GS", postcodes: /^SIQQ/, ...found, source: overseas },
    { country: "IO", postcodes: /^BBND/, ...found, source: overseas },
    { country: "KY", postcodes: /^KY\d{2} \d{3}$/, ...found, source: overseas },
    { country: "MS", postcodes: /^MSR/, ...found, source: overseas },
    { country: "PN", postcodes: /^PCRN/, ...found, source: overseas },
    { country: "SH", postcodes: /^(ASCN|STHL|TDCU)/, ...found, source: overseas },
    { country: "TC", postcodes: /^TKCA/, ...found, source: overseas },
    { country: "VG", postcodes: /^VG1 ?1/, ...found, source: overseas },
  ],
  samples: ["M1 1AA", "W1A 1HQ", "EC1A 1BB", "CR2 6XH", "DN55 1PT", "EH1 1YZ", "BT1 5GS", "CF10 1EP", "IV1 1AB"],
  source: "BS 7666 pattern with P added to the fourth character [C]",
  verifiedOn,
};

export const phonePrefix: MarketDefinition["phonePrefix"] = "44";
