import type { Market } from "../../schema.ts";

export const code: Market["code"] = "br";
export const name: Market["name"] = "Brasil";
export const region: Market["region"] = "sa-east-1";
export const countries: Market["countries"] = ["BR"];
export const locale: Market["locale"] = "pt-BR";
export const currency: Market["currency"] = { code: "BRL", exponent: 2 };
