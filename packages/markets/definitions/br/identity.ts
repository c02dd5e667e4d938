import type { MarketDefinition } from "../../schema.ts";

export const code: MarketDefinition["code"] = "br";
export const name: MarketDefinition["name"] = "Brasil";
export const region: MarketDefinition["region"] = "sa-east-1";
export const countries: MarketDefinition["countries"] = ["BR"];
export const locale: MarketDefinition["locale"] = "pt-BR";
export const currency: MarketDefinition["currency"] = { code: "BRL", exponent: 2 };
