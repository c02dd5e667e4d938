import { local, placementOf, withLinks } from "#infra/deployments";
import { markets } from "#markets/directory";
import type { CloudState, MarketState, RegionState } from "./cloud-state.ts";
import type { Outputs } from "./deployment.ts";
import { endpointOf } from "./emulator.ts";
import { readLinks } from "./links.ts";

/** Puts together what the deployment answered. */
export function stateOf(
  process: Pick<CloudState, "port" | "pid" | "startedAt">,
  outputs: Outputs,
  links = readLinks(),
): CloudState {
  const of = (site: string, name: string): string => {
    const value = outputs[`${local.name}-${site}-access`]?.[name];
    if (value === undefined) throw new Error(`the deployment of ${site} did not answer ${name}`);
    return value;
  };
  const region = (site: string, name: string): RegionState => ({
    url: of(site, "ApiUrl"),
    region: name,
    userPoolId: of(site, "UserPoolId"),
    appClientId: of(site, "Clientapp"),
  });
  const market = (code: string, name: string): MarketState => ({
    ...region(code, name),
    centralLink: placementOf(withLinks(local, links), code).centralLink,
    machines: {
      storefront: { clientId: of(code, "Clientstorefront") },
      integration: { clientId: of(code, "Clientintegration") },
    },
  });
  return {
    ...process,
    endpoint: endpointOf(process.port),
    markets: Object.fromEntries(markets.map((each) => [each.code, market(each.code, each.region)])),
    central: region("central", local.centre.region),
  };
}
