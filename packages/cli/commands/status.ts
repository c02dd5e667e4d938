import { Command } from "commander";
import type { CloudState, RegionState } from "../local-cloud/cloud-state.ts";
import { adviceOn, conditionOfCloud } from "../local-cloud/running-cloud.ts";
import { columns } from "../terminal/columns.ts";
import { type CommonOptions, performs } from "../terminal/outcome.ts";

/** Tells what runs and where. */
export const status = (): Command =>
  performs<[], CommonOptions>(new Command("status").description("what runs, and where"), async () => {
    const condition = await conditionOfCloud();
    return condition.is === "running"
      ? { document: statusDocument(condition.cloud), text: statusText(condition.cloud) }
      : { document: statusDocument(undefined), text: adviceOn(condition) };
  });

/** The answer of `status --json`, and of `up --json`. */
export function statusDocument(cloud: CloudState | undefined) {
  if (!cloud) return { running: false, endpoint: null, markets: {}, central: null };
  const place = ({ url, region }: RegionState) => ({ url, region });
  const markets = Object.entries(cloud.markets).map(([code, market]) => [
    code,
    { ...place(market), centralLink: market.centralLink },
  ]);
  return {
    running: true,
    endpoint: cloud.endpoint,
    markets: Object.fromEntries(markets),
    central: place(cloud.central),
  };
}

const statusText = ({ endpoint, markets, central }: CloudState): string =>
  [
    `running at ${endpoint}`,
    columns([
      ...Object.entries(markets).map(([code, { region, url, centralLink }]) => [`  ${code}`, region, centralLink, url]),
      ["  central", central.region, "", central.url],
    ]),
  ].join("\n");
