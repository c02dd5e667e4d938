import type { Market } from "#markets/schema";
import type { ServiceParts, ServiceStack } from "../constructs/service-stack.ts";
import type { OtherEnd } from "./central-link.ts";

/** What a domain's service builds on: where it stands, the market's definition, and the centre, where the market is
 *  attached to it. */
export type MarketParts = ServiceParts & {
  readonly market: Market;
  readonly centre: OtherEnd | undefined;
};

/** A domain of a market: a stack that is named after it. */
export type MarketService = new (parts: MarketParts) => ServiceStack;
