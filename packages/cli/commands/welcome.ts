import { marketByCode } from "#markets/directory";
import { sellersFor } from "../demonstration/catalogue.ts";
import type { CloudState } from "../local-cloud/local-cloud.ts";
import { columns } from "../terminal/columns.ts";

/** What runs, how to get in, and what to try first. */
export function welcome({ markets, central }: CloudState, { detach }: { readonly detach: boolean }): string {
  const [first = ""] = Object.keys(markets);
  const market = marketByCode(first);
  const shop = market && sellersFor(market)[0];
  const places = [...Object.entries(markets), ["central", central] as const];
  return `
Archipelago is running.

${columns(places.map(([code, { region, url }]) => [`  ${code}`, region, url]))}

Try next:
${columns([
  [`  npx archipelago token ${first}`, "an access token, for the role operations"],
  [`  npx archipelago call ${first} GET "/orders?limit=3"`, "the demonstration's orders"],
  [`  npx archipelago call ${first} GET "/shipments?status=planned"`, "what the warehouses are to send"],
  [`  npx archipelago call ${first} GET "/listings?sellerId=${shop?.sellerId}"`, "what one shop sells"],
  [`  npx archipelago token ${first} --seller ${shop?.sellerId}`, "a token of that shop"],
  [`  npx archipelago replay FILE --market ${first}`, "carry a file of orders into a market"],
  ["  npx archipelago --help", "everything else"],
])}

${detach ? "It runs in the background. Stop it with: npx archipelago down" : "Stop it with Ctrl-C."}`;
}
