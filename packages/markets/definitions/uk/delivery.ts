import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";
import { zones } from "./zones.ts";

export const delivery: MarketDefinition["delivery"] = {
  zones,
  defaultZone: "east-midlands",
  zoneResolution: {
    strategy: "letter-area",
    rows: `
        scotland AB,DD,DG,EH,FK,G,KA,KY,ML,PA,PH,TD
        highlands-and-islands HS,IV,KW,ZE
        northern-ireland BT
        wales CF,LD,LL,NP,SA
        north-east DH,DL,NE,SR,TS
        north-west BB,BL,CA,CH,CW,FY,L,LA,M,OL,PR,SK,WA,WN
        yorkshire-and-the-humber BD,DN,HD,HG,HU,HX,LN,LS,S,WF,YO
        east-midlands DE,LE,NG,NN
        west-midlands B,CV,DY,HR,ST,SY,TF,WR,WS,WV
        east-of-england AL,CB,CM,CO,EN,IP,LU,NR,PE,SG,SS,WD
        south-east BN,CT,DA,GU,HP,KT,ME,MK,OX,PO,RG,RH,SL,SO,TN
        south-west BA,BH,BS,DT,EX,GL,PL,SN,SP,TA,TQ,TR
        london BR,CR,E,EC,HA,IG,N,NW,RM,SE,SM,SW,TW,UB,W,WC`,
    exceptions: "highlands-and-islands AB31-38,AB41-56,FK17-21,PA20-78,PH15-50 london BF1",
    ...found,
    source:
      "postcode areas by region, BF by its depot near London; surcharge districts of one carrier, others add KA27-28, G83 and TR21-25 [S]",
  },
  distance: {
    strategy: "great-circle",
    unit: "kilometre",
    upTo: [75, 150, 225, 300, 400, 500, 650],
    farther: { "highlands-and-islands": 2, "northern-ireland": 2 },
    ...found,
    source: "Archipelago's bands; two more where carriers ask a surcharge [U]",
  },
  parcelCosts: [
    {
      handling: { daventry: minor(165), doncaster: minor(155), livingston: minor(160) },
      carriage: [290, 295, 305, 320, 345, 390, 620, 820, 990].map(minor),
      ...found,
      source: "Archipelago's planning figures, no carrier's tariff [U]",
    },
  ],
};
