import type { MarketDefinition } from "../../schema.ts";
import { house } from "./provenance.ts";

export const autonomy: MarketDefinition["autonomy"] = [
  { subject: "sales-target", decides: "central", ...house },
  { subject: "referral-fee", decides: "central", ...house },
  { subject: "promotion-budget", decides: "central", ...house },
  { subject: "return-window", decides: "local-approval", ...house },
  { subject: "moderation-policy", decides: "local-approval", ...house },
];
