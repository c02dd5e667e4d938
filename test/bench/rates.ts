import { placementOf, prod } from "#infra/deployments";
import { alarmShare, defaultQuotas, fixedQuotas, quotaSources } from "#infra/quotas";
import { markets } from "#markets/directory";
import type { Usage } from "./cost.ts";
import type { Traffic } from "./order-traffic.ts";
import { type RecordedLife, sharedPartitions } from "./order-units.ts";
import type { Part } from "./report.ts";
import { total } from "./statistics.ts";
import { isSandbox } from "./tables.ts";
import { unitsBy, writesOf } from "./units.ts";

const ordersPerSecond = 1_000;
/** Quotas that are the same in every region. */
const anywhere = defaultQuotas("us-east-1");
/** What the market's own settings allow: `infra/constructs`. */
const own = { batch: 10, concurrency: 10 } as const;

type Rate = { readonly what: string; readonly rate: number; readonly quota: number };

/** What a thousand orders a second ask of each service, against what an account may have without asking. */
export function ratesPart(
  usage: Usage,
  traffic: readonly Traffic[],
  lives: readonly RecordedLife[],
  market: string,
): Part {
  const everywhere = commonRates(traffic, lives, market);
  const regions = markets.map(({ code, region }) => {
    const { putEvents, invocations, apiRequests } = defaultQuotas(region);
    const ownLimit = placementOf(prod, code).requests.perSecond;
    const requests = usage.apiRequests * ordersPerSecond;
    const deliveries = total(traffic.filter(({ entry }) => !isSandbox(entry)).map(({ messages }) => messages));
    const rates: Rate[] = [
      { what: "EventBridge: events to targets", rate: deliveries * ordersPerSecond, quota: invocations },
      {
        what: "EventBridge: PutEvents, ten events each",
        rate: (usage.events * ordersPerSecond) / 10,
        quota: putEvents,
      },
      { what: "API Gateway: requests", rate: requests, quota: apiRequests },
      { what: "our own limit: requests of an API", rate: requests, quota: ownLimit },
    ];
    return { market: code, region, rates };
  });
  const row = (where: string, { what, rate, quota }: Rate) => [
    where,
    what,
    Math.round(rate),
    quota,
    `${Math.round((100 * rate) / quota)} %`,
    rate > quota ? "over" : rate > alarmShare * quota ? "near" : "ok",
  ];
  return {
    name: "rates",
    title: `Rates at ${ordersPerSecond} orders a second in one market`,
    how:
      `Measured figures of an order of one line, times ${ordersPerSecond}, against default quotas as of ${quotaSources.readOn}: \`near\` is more than\n` +
      `${100 * alarmShare} % of one. What is over or near needs a higher quota from AWS, or other settings of ours,\n` +
      "before a market sells that much. Standard queues have no quota that matters here.",
    tables: [
      {
        head: ["where", "what", "a second", "quota", "share", ""],
        rows: [
          ...regions.flatMap(({ market: code, region, rates }) => rates.map((rate) => row(`${code}, ${region}`, rate))),
          ...everywhere.map((rate) => row("each", rate)),
        ],
      },
    ],
    budgets: [],
    data: { ordersPerSecond, alarmShare, quotaSources, regions, everywhere },
  };
}

function commonRates(traffic: readonly Traffic[], lives: readonly RecordedLife[], market: string): Rate[] {
  const short = (name: string): string => name.replace(`archipelago-${market}-`, "");
  const real = traffic.filter(({ entry }) => !isSandbox(entry));
  const running = total(real.map(({ invocations, milliseconds }) => (invocations * milliseconds) / 1_000));
  const perTable = [...unitsBy(lives[0]?.calls ?? [], (_, table) => short(table))].sort(
    ([, left], [, right]) => writesOf(right) - writesOf(left),
  );
  const consumers = real.filter(({ messages }) => messages > 0);
  const inBatches = ({ messages, milliseconds }: Traffic): number =>
    (messages * ordersPerSecond * milliseconds) / 1_000 / own.batch;
  const busiest = consumers.toSorted((left, right) => inBatches(right) - inBatches(left))[0];
  return [
    { what: "Lambda: at once, a message a batch", rate: running * ordersPerSecond, quota: anywhere.concurrency },
    ...(busiest
      ? [{ what: `our own limit: batches at once, ${busiest.entry}`, rate: inBatches(busiest), quota: own.concurrency }]
      : []),
    ...perTable.flatMap(([table, units]) => [
      { what: `DynamoDB: write units, ${table}`, rate: writesOf(units) * ordersPerSecond, quota: anywhere.tableUnits },
      { what: `DynamoDB: read units, ${table}`, rate: units.reads * ordersPerSecond, quota: anywhere.tableUnits },
    ]),
    ...partitionRates(lives).map(({ what, units }) => ({
      what: `DynamoDB: one partition, ${short(what)}`,
      rate: units * ordersPerSecond,
      quota: fixedQuotas.partitionWrites,
    })),
  ];
}

/** Write units of one order at partitions where orders meet: what every order writes. A reporting slot is none of them: a
 *  process touches it once in a quarter of the grace time, which is an hour on AWS and seconds here. */
const partitionRates = (lives: readonly RecordedLife[]): { readonly what: string; readonly units: number }[] =>
  [...sharedPartitions(lives)]
    .filter(([, { key }]) => !key.startsWith("slots#"))
    .map(([, { table, key, units }]) => ({
      what: `${table} ${key.replace(/bench-.*/, "… if all buy of one seller")}`,
      units,
    }));
