import type { Market } from "../../schema.ts";

export const time: Market["time"] = {
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

export const holidays: Market["holidays"] = { country: "BR" };
