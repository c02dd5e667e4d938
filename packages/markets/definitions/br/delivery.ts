import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";
import { zones } from "./zones.ts";

export const delivery: MarketDefinition["delivery"] = {
  zones,
  defaultZone: "SP",
  zoneResolution: {
    strategy: "three-digit-prefix",
    rows: `
        SP 010-199 RJ 200-289 ES 290-299 MG 300-399 BA 400-489 SE 490-499 PE 500-569 AL 570-579 PB 580-589 RN 590-599
        CE 600-639 PI 640-649 MA 650-659 PA 660-688 AP 689 AM 690-692,694-698 RR 693 AC 699 DF 700-727,730-736
        GO 728-729,737-767 RO 768-769 TO 770-779 MT 780-788 MS 790-799 PR 800-879 SC 880-899 RS 900-999`,
    exceptions: "",
    ...found,
    source: "Correios, CEP ranges by state; 789 is no longer used [C]",
  },
  distance: {
    strategy: "great-circle",
    unit: "kilometre",
    upTo: [100, 300, 600, 1000, 1400, 1800, 2300, 2800],
    farther: {},
    ...found,
    source: "Archipelago's bands [U]",
  },
  parcelCosts: [
    {
      handling: { cajamar: minor(650), brasilia: minor(700), cabo: minor(620) },
      carriage: [1290, 1490, 1790, 2190, 2690, 3290, 3990, 4790, 5690].map(minor),
      ...found,
      source: "Archipelago's planning figures, no carrier's tariff [U]",
    },
  ],
};
