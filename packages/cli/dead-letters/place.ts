import { chosenDeployments, placementOf } from "#infra/deployments";
import { markets } from "#markets/directory";
import { central } from "../market-api/roles.ts";
import { CommandError } from "../terminal/outcome.ts";

/** An account and a region of AWS. */
export type PlaceOnAws = { readonly account: string; readonly region: string };

/**
 * Where a market or the centre of a deployment lives.
 * @returns `undefined` for the deployment on this machine
 * @throws CommandError when there is no such market
 * @throws Error when there is no such deployment
 */
export function placeOnAws(deploymentName: string, place: string): PlaceOnAws | undefined {
  const [deployment] = chosenDeployments(deploymentName);
  if (deployment?.cloud !== "aws") return undefined;
  if (place === central) return deployment.centre;
  const market = markets.find(({ code }) => code === place);
  if (!market)
    throw new CommandError(`there is no market ${place}; there are ${markets.map(({ code }) => code).join(", ")}`);
  return { account: placementOf(deployment, place).account, region: market.region };
}

/**
 * Refuses credentials of another account: the names of queues are the same in every deployment.
 * @param queues all that were found, by address: `https://…/<account>/<name>`
 * @throws CommandError when they are not in the account where the place lives, or there are none
 */
export function requireAccount({ account, region }: PlaceOnAws, queues: readonly { readonly url: string }[]): void {
  const found = new Set(queues.map(({ url }) => url.split("/").at(-2)));
  if (found.size === 1 && found.has(account)) return;
  const seen = found.size === 0 ? "an account without these queues" : `account ${[...found].join(", ")}`;
  throw new CommandError(
    `your credentials are of ${seen}, and what you ask for lives in account ${account}, ${region}; choose another profile with AWS_PROFILE`,
  );
}
