import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { root } from "#cli/local-cloud/places";
import { tell } from "#cli/terminal/outcome";
import { markets } from "#markets/directory";
import type { Market } from "#markets/schema";
import { type BenchStack, onStack } from "./bench-stack.ts";
import { makeBundles, sizesPart } from "./bundle-sizes.ts";
import { measureColdStart } from "./cold-start.ts";
import { costPart, usageOf } from "./cost.ts";
import { type Ground, openGround } from "./ground.ts";
import { measureInit } from "./init-time.ts";
import { measureLoad } from "./load.ts";
import { orderOf } from "./measured-shop.ts";
import { measureTraffic } from "./order-traffic.ts";
import { recordLives, unitsPart } from "./order-units.ts";
import { measurePlacement } from "./placement-io.ts";
import { prices } from "./prices.ts";
import { measureProcessorTime, type Script } from "./processor-time.ts";
import { ratesPart } from "./rates.ts";
import { recording } from "./recording.ts";
import { documentOf, type Part, type Setting, textOf } from "./report.ts";
import { measureWriter } from "./writer-day.ts";

const subjects = ["cold-start", "load", "order", "bundles", "writer"] as const;
const usage = `npm run bench -- [--json] [--quick] [--port N] [--only ${subjects.join("|")}]…`;

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    port: { type: "string" },
    only: { type: "string", multiple: true, default: [...subjects] },
    help: { type: "boolean" },
  },
});
const about = (subject: (typeof subjects)[number]): boolean => options.only.includes(subject);
const unknown = options.only.filter((name) => !subjects.some((subject) => subject === name));
if (unknown.length > 0) throw new Error(`there is no ${unknown.join(", ")}: ${usage}`);

/** How much is done of each. */
const effort = options.quick
  ? { clients: [1, 8], orders: 20, coldStarts: 2, sizes: [1, 3], keys: [1, 41], undisturbed: 2, inits: 5 }
  : {
      clients: [1, 8, 32],
      orders: 300,
      coldStarts: 10,
      sizes: [1, 3, 100],
      keys: [1, 40, 41, 100],
      undisturbed: 20,
      inits: 41,
    };
const rounds = options.quick
  ? { warmUp: 50, rounds: 3, callsPerRound: 50 }
  : { warmUp: 1_000, rounds: 15, callsPerRound: 300 };

const settingNow = (): Setting => ({
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  cores: cpus().length,
  processor: cpus()[0]?.model ?? "unknown",
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  loadBefore: loadavg()[0] ?? 0,
  measuredOn: "measured on the local emulator, which is not AWS",
  quick: options.quick,
});

/** One order's life, and what follows from it. @returns also what a checkout needs to place such orders again */
async function measureOrder(ground: Ground): Promise<{ parts: Part[]; script: Script }> {
  const { code } = ground.market;
  const traffic = await measureTraffic(ground, effort.undisturbed);
  const { lives, io, itemsRead } = await recording(ground, async (recorder) => {
    const recorded = await recordLives(ground, recorder, effort.sizes);
    const placement = await measurePlacement(ground, recorder, effort.keys);
    return { lives: recorded, io: placement, itemsRead: recorder.itemsRead };
  });
  const used = usageOf(lives, traffic);
  const parts = [io, unitsPart(code, lives), costPart(used, traffic), ratesPart(used, traffic, lives, code)];
  const bodies = effort.sizes.map((lines) => orderOf(ground, lines));
  return { parts, script: { market: code, bodies, itemsRead, token: ground.storefront.token } };
}

async function measureOnStack({ cloud, fresh }: BenchStack, market: Market) {
  const ground = await openGround(cloud, market, 100);
  try {
    const parts: Part[] = [];
    if (about("cold-start")) parts.push(await measureColdStart(ground, fresh, effort.coldStarts));
    if (about("load")) parts.push(await measureLoad(ground, effort));
    const order = about("order") ? await measureOrder(ground) : undefined;
    return { parts: [...parts, ...(order?.parts ?? [])], script: order?.script };
  } finally {
    ground.dynamo.destroy();
  }
}

/** What needs no stack is measured when that is gone: it would only be in the way. */
async function measureBundles(market: Market, script: Script | undefined): Promise<Part[]> {
  if (!about("bundles") && !script) return [];
  const bundles = await makeBundles(root);
  try {
    return [
      ...(about("bundles") ? [sizesPart(bundles), await measureInit(bundles, market.code, effort.inits)] : []),
      ...(script ? [await measureProcessorTime(bundles, script, rounds)] : []),
    ];
  } finally {
    bundles.discard();
  }
}

async function bench(): Promise<void> {
  const setting = settingNow();
  // the market whose prices count is the one whose orders are looked at
  const market = markets.find(({ region }) => region === prices.region) ?? markets[0];
  if (!market) throw new Error("there is no market");
  const port = options.port === undefined ? undefined : Number(options.port);
  const needsStack = about("cold-start") || about("load") || about("order");
  const onIt = needsStack ? await onStack(port, (stack) => measureOnStack(stack, market)) : undefined;
  const parts = [
    ...(onIt?.parts ?? []),
    ...(await measureBundles(market, onIt?.script)),
    ...(about("writer") ? [await measureWriter(market, options.quick)] : []),
  ];
  tell("done");
  const text = options.json ? JSON.stringify(documentOf(setting, parts), null, 2) : textOf(setting, parts);
  process.stdout.write(`${text}\n`);
}

if (options.help) process.stdout.write(`${usage}\n`);
else await bench();
