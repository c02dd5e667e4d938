import type { CloudState, MarketState, RegionState } from "../local-cloud/cloud-state.ts";
import { adviceOn, conditionOfCloud } from "../local-cloud/running-cloud.ts";
import { CommandError } from "../terminal/outcome.ts";
import { central } from "./roles.ts";

/** @throws CommandError when no cloud runs */
export async function requireCloud(): Promise<CloudState> {
  const condition = await conditionOfCloud();
  if (condition.is !== "running") throw new CommandError(adviceOn(condition));
  return condition.cloud;
}

/** @throws CommandError when the running cloud has no such market */
export function marketIn(cloud: CloudState, code: string): MarketState {
  const market = Object.hasOwn(cloud.markets, code) ? cloud.markets[code] : undefined;
  if (!market) throw new CommandError(`there is no market ${code}; there are ${Object.keys(cloud.markets).join(", ")}`);
  return market;
}

/** A market or the centre. @throws CommandError when there is none of that name */
export const regionIn = (cloud: CloudState, name: string): RegionState =>
  name === central ? cloud.central : marketIn(cloud, name);

/** What SDK clients need to reach a region of the local cloud. Its account is the access key, its secret any text. */
export const reach = (cloud: Pick<CloudState, "endpoint">, { region }: Pick<RegionState, "region">) => ({
  region,
  endpoint: cloud.endpoint,
  credentials: { accessKeyId: "000000000000", secretAccessKey: "local" },
});
