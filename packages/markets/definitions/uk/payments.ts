import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

export const payments: MarketDefinition["payments"] = {
  methods: [
    {
      method: "card",
      captureMode: "deferred",
      holdSeconds: 900,
      authorisationSeconds: 7 * 86_400,
      reauthoriseBeforeSeconds: 86_400,
      maximumInstalments: 1,
      refundWindowDays: null,
      source: "card authorisations stand about seven days; the hold is our own policy [U]",
      verifiedOn,
    },
  ],
};
