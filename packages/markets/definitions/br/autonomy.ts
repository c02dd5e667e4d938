import type { MarketDefinition } from "../../schema.ts";
import { house } from "./provenance.ts";

export const autonomy: MarketDefinition["autonomy"] = [
  { subject: "sales-target", decides: "central", ...house },
  { subject: "referral-fee", decides: "local", ...house },
  { subject: "promotion-budget", decides: "local-approval", ...house },
  { subject: "return-window", decides: "local", ...house },
  { subject: "moderation-policy", decides: "local", ...house },
];
