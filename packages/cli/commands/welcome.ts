import { marketByCode } from "#markets/directory";
import { sellersFor } from "../demonstration/catalogue.ts";
import type { CloudState } from "../local-cloud/cloud-state.ts";
import { columns } from "../terminal/columns.ts";

/** What runs, how to get in, and what to try first. @param demonstration whether there will be something to look at */
export function welcome(
  { markets, central }: Pick<CloudState, "markets" | "central">,
  { demonstration }: { readonly demonstration: boolean },
): string {
  const [first = ""] = Object.keys(markets);
  const market = marketByCode(first);
  const shop = market && sellersFor(market)[0];
  const places = [...Object.entries(markets), ["central", central] as const];
  const toLookAt = [
    [`  npx archipelago call ${first} GET "/orders?limit=3"`, "the demonstration's orders"],
    [`  npx archipelago call ${first} GET "/shipments?status=planned"`, "what the warehouses are to send"],
    [`  npx archipelago call ${first} GET "/listings?sellerId=${shop?.sellerId}"`, "what one shop sells"],
    [`  npx archipelago token ${first} --seller ${shop?.sellerId}`, "a token of that shop"],
  ];
  return `
Archipelago is usable now.${demonstration ? " Its demonstration is played now: orders come in, are paid, and are sent." : ""}

${columns(places.map(([code, { region, url }]) => [`  ${code}`, region, url]))}

Try, in another terminal:
${columns([
  [`  npx archipelago token ${first}`, "an access token, for the role operations"],
  ...(demonstration ? toLookAt : []),
  [`  npx archipelago replay FILE --market ${first}`, "carry a file of orders into a market"],
  ["  npx archipelago --help", "everything else"],
])}
`;
}

/** How it is stopped. */
export const farewell = ({ detach }: { readonly detach: boolean }): string =>
  detach ? "It runs in the background. Stop it with: npx archipelago down" : "Stop it with Ctrl-C.";
