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
  const call = (request: string, what: string) => [`  npx archipelago call ${first} ${request}`, what];
  const carrier = JSON.stringify({ carrier: market?.carriers[0]?.id });
  const toLookAt = [
    call('GET "/orders?status=confirmed"', "orders that are paid, and not sent yet"),
    call(`POST /orders/ID/cancellation --data '{"reason":"not needed"}'`, "cancel one of them"),
    call('GET "/shipments?status=planned"', "what the warehouses are to send"),
    call(`POST /shipments/ID/dispatch --data '${carrier}'`, "send one of them"),
    ["  npx archipelago report --by market,category", "what all markets sold, and why something is not shown yet"],
    call(`GET "/listings?sellerId=${shop?.sellerId}"`, "what one shop sells"),
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
