import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const duty: MarketDefinition["duty"] = {
  rules: [
    {
      duty: "no-de-minimis",
      origins: ["CN", "HK"],
      validFrom: "2025-05-02",
      validTo: "2025-08-28",
      source: "end of the de-minimis exemption for China and Hong Kong [C]",
      verifiedOn,
    },
    {
      duty: "no-de-minimis",
      origins: "all",
      validFrom: "2025-08-29",
      validTo: null,
      source: "end of the de-minimis exemption for all origins [C]",
      verifiedOn,
    },
    {
      duty: "added-by-origin",
      name: "section-122",
      groups: [{ percent: "10", origins: "all", ceiling: false }],
      unlisted: "none",
      validFrom: "2026-02-24",
      validTo: "2026-07-23",
      source: "Section 122 surcharge, followed by Section 301 on 24 July 2026 [S]",
      verifiedOn,
    },
    {
      duty: "added-by-origin",
      name: "section-301",
      groups: [
        { percent: "10", origins: ["GB", "CA", "MX", "IN"], ceiling: false },
        { percent: "12.5", origins: ["CN", "BR", "VN", "HK"], ceiling: false },
        {
          percent: "10",
          origins: [
            ...["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT"],
            ...["LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "TW"],
          ],
          ceiling: true,
        },
        { percent: "12.5", origins: ["JP", "KR", "CH"], ceiling: true },
      ],
      unlisted: "refuse",
      validFrom: "2026-07-24",
      validTo: null,
      source: "91 FR 47318, which names more origins than are listed here [S]",
      verifiedOn,
    },
    {
      duty: "added-by-origin",
      name: "section-301-list-4a",
      groups: [{ percent: "7.5", origins: ["CN"], ceiling: false }],
      unlisted: "none",
      validFrom: "2026-11-01",
      validTo: null,
      source: "Section 301 List 4A, for goods on that list only; other legacy lists are not recorded [S]",
      verifiedOn,
    },
    {
      duty: "formal-entry-above",
      value: minor(250_000),
      ...found,
      source: "US customs, entry type 01 above $2,500 [S]",
    },
  ],
};
