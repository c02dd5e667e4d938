import type { Market } from "../../schema.ts";

export const code: Market["code"] = "uk";
export const name: Market["name"] = "United Kingdom";
export const region: Market["region"] = "eu-west-2";
export const countries: Market["countries"] = ["GB"];
export const locale: Market["locale"] = "en-GB";
export const currency: Market["currency"] = { code: "GBP", exponent: 2 };
