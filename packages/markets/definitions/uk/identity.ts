import type { MarketDefinition } from "../../schema.ts";

export const code: MarketDefinition["code"] = "uk";
export const name: MarketDefinition["name"] = "United Kingdom";
export const region: MarketDefinition["region"] = "eu-west-2";
export const countries: MarketDefinition["countries"] = ["GB"];
export const locale: MarketDefinition["locale"] = "en-GB";
export const currency: MarketDefinition["currency"] = { code: "GBP", exponent: 2 };
