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
      maximumInstalments: 24,
      refundWindowDays: null,
      source: "card authorisations stand about seven days, with parcelas; hold and greatest number our own policy [U]",
      verifiedOn,
    },
    {
      method: "pix",
      captureMode: "immediate",
      holdSeconds: 1_800,
      maximumInstalments: 1,
      refundWindowDays: 90,
      source: "Banco Central, Pix; devolução within 90 days from general knowledge; the hold our own policy [U]",
      verifiedOn,
    },
    {
      method: "boleto",
      captureMode: "immediate",
      holdSeconds: 5 * 86_400,
      maximumInstalments: 1,
      refundWindowDays: null,
      source: "paid within days and cleared by the banks after; refunded by bank transfer; the hold our own policy [U]",
      verifiedOn,
    },
    {
      method: "voucher",
      captureMode: "immediate",
      holdSeconds: 900,
      maximumInstalments: 1,
      refundWindowDays: null,
      source: "store credit, our own policy [U]",
      verifiedOn,
    },
  ],
};
