import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";
import { zones } from "./zones.ts";

export const delivery: MarketDefinition["delivery"] = {
  zones,
  defaultZone: "IL",
  zoneResolution: {
    strategy: "three-digit-prefix",
    rows: `
        AA 340 AE 090-099 AK 995-999 AL 350-369 AP 962-966 AR 716-729 AZ 850-869 CA 900-961 CO 800-819 CT 060-069
        DC 200,202-205,569 DE 197-199 FL 320-339,341-349 GA 300-319,398-399 GU 969 HI 967-968 IA 500-529 ID 832-839
        IL 600-629 IN 460-479 KS 660-679 KY 400-427 LA 700-715 MA 010-027 MD 206-219 ME 039-049 MI 480-499 MN 550-567
        MO 630-659 MS 386-397 MT 590-599 NC 270-289 ND 580-589 NE 680-699 NH 030-038 NJ 070-089 NM 870-884 NV 889-899
        NY 005,100-149 OH 430-459 OK 730-749 OR 970-979 PA 150-196 PR 006-007,009 RI 028-029 SC 290-299 SD 570-579
        TN 370-385 TX 750-799,885 UT 840-849 VA 201,220-246 VI 008 VT 050-059 WA 980-994 WI 530-549 WV 247-269
        WY 820-831`,
    exceptions: `
        NY 06390 MA 05501,05544 WY 83414 AS 96799 TX 73301,73344
        PW 96939-96940 FM 96941-96944 MP 96950-96952 MH 96960,96970`,
    ...found,
    source: "USPS three-digit prefixes and their exceptions; the islands within 969 from general knowledge [U]",
  },
  distance: {
    strategy: "great-circle",
    unit: "mile",
    upTo: [50, 150, 300, 600, 1000, 1400, 1800],
    farther: { AS: 1, FM: 1, GU: 1, MH: 1, MP: 1, PW: 1 },
    ...found,
    source: "USPS zones by miles, measured to the state's centre instead of the ZIP; zone 9 is the far Pacific [S]",
  },
  parcelCosts: [
    {
      handling: { joliet: minor(240), allentown: minor(265), ontario: minor(280), dallas: minor(245) },
      carriage: [480, 505, 540, 600, 690, 770, 850, 940, 1190].map(minor),
      ...found,
      source: "Archipelago's planning figures, no carrier's tariff [U]",
    },
  ],
};
