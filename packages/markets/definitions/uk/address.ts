import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

export const address: MarketDefinition["address"] = {
  postcode:
    /^(GIR 0AA|([A-PR-UWYZ][0-9][0-9]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9]?|[A-PR-UWYZ][0-9][A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]) [0-9][ABD-HJLNP-UW-Z]{2})$/,
  postcodePrefix: /^[A-PR-UWYZ][A-HK-Y]?([0-9][0-9A-Z]?)?$/,
  /** Guernsey, Jersey and the Isle of Man use the same form and are no part of the United Kingdom. */
  postcodeElsewhere: /^(GY|JE|IM)/,
  samples: ["M1 1AA", "W1A 1HQ", "EC1A 1BB", "CR2 6XH", "DN55 1PT", "EH1 1YZ", "BT1 5GS", "CF10 1EP", "IV1 1AB"],
  source: "BS 7666 pattern with P added to the fourth character [C]",
  verifiedOn,
};

export const phonePrefix: MarketDefinition["phonePrefix"] = "44";
