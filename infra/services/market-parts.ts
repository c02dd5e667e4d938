import type { Market } from "#markets/schema";
import type { ApiRoutes } from "../constructs/api-routes.ts";
import { busNameIn, putOn } from "../constructs/market-bus.ts";
import type { Permission } from "../constructs/permission.ts";
import type { Site } from "../constructs/site.ts";
import type { CentralLink } from "../deployments.ts";
import type { DataStack } from "../stages/data-stack.ts";

/** What a domain's services build on: the market's definition, where tables go, where routes go, and whether the centre
 *  is known. */
export type MarketParts = {
  readonly market: Market;
  readonly data: DataStack;
  readonly api: ApiRoutes;
  readonly centralLink: CentralLink;
};

/** The market's bus as a function knows it: by name, and with the permission to put events on it. */
export function busOf(site: Site): { readonly BUS_NAME: string; readonly put: Permission } {
  const name = busNameIn(site);
  return { BUS_NAME: name, put: putOn(site, name) };
}
