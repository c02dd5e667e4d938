import type { MarketDefinition } from "../../schema.ts";

export const time: MarketDefinition["time"] = {
  zones: [
    "America/Sao_Paulo",
    "America/Recife",
    "America/Manaus",
    "America/Cuiaba",
    "America/Rio_Branco",
    "America/Noronha",
  ],
  reporting: "America/Sao_Paulo",
};

export const holidays: MarketDefinition["holidays"] = { country: "BR" };
