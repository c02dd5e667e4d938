import type { MarketDefinition } from "../../schema.ts";

export const code: MarketDefinition["code"] = "us";
export const name: MarketDefinition["name"] = "United States";
export const region: MarketDefinition["region"] = "us-east-1";
export const countries: MarketDefinition["countries"] = ["US"];
export const locale: MarketDefinition["locale"] = "en-US";
export const currency: MarketDefinition["currency"] = { code: "USD", exponent: 2 };
