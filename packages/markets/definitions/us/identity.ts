import type { Market } from "../../schema.ts";

export const code: Market["code"] = "us";
export const name: Market["name"] = "United States";
export const region: Market["region"] = "us-east-1";
export const countries: Market["countries"] = ["US"];
export const locale: Market["locale"] = "en-US";
export const currency: Market["currency"] = { code: "USD", exponent: 2 };
