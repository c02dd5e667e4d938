import { Command } from "commander";
import { type CloudState, type RegionState, runningCloud } from "../local-cloud/local-cloud.ts";
import { columns } from "../terminal/columns.ts";
import { type CommonOptions, performs } from "../terminal/outcome.ts";

/** Tells what runs and where. */
export const status = (): Command =>
  performs<[], CommonOptions>(new Command("status").description("what runs, and where"), async () => {
    const cloud = await runningCloud();
    return { document: statusDocument(cloud), text: cloud ? statusText(cloud) : "nothing is running" };
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
