import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { root } from "#cli/local-cloud/places";
import { tell } from "#cli/terminal/outcome";
import { markets } from "#markets/directory";
import type { Market } from "#markets/schema";
import { onStack } from "./bench-stack.ts";
import { makeBundles, sizesPart } from "./bundle-sizes.ts";
import { measureColdStart } from "./cold-start.ts";
import { costPart, usageOf } from "./cost.ts";
import { openGround, orderOf } from "./ground.ts";
import { measureInit } from "./init-time.ts";
import { measureLoad } from "./load.ts";
import { measureTraffic } from "./order-traffic.ts";
import { recordLives, unitsPart } from "./order-units.ts";
import { measurePlacement } from "./placement-io.ts";
import { prices } from "./prices.ts";
import { measureProcessorTime, type Script } from "./processor-time.ts";
import { ratesPart } from "./rates.ts";
import { recording } from "./recording.ts";
import { documentOf, type Part, type Setting, textOf } from "./report.ts";

const { values: options } = parseArgs({
  options: { json: { type: "boolean" }, quick: { type: "boolean" }, port: { type: "string" } },
});
const quick = options.quick ?? false;

/** How much is done of each. */
const effort = quick
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
const rounds = quick ? { warmUp: 50, rounds: 3, callsPerRound: 50 } : { warmUp: 1_000, rounds: 15, callsPerRound: 300 };

const setting: Setting = {
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  cores: cpus().length,
  processor: cpus()[0]?.model ?? "unknown",
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  loadBefore: loadavg()[0] ?? 0,
  measuredOn: "measured on the local emulator, which is not AWS",
  quick,
};

// the market whose prices count is the one whose orders are looked at
const market: Market | undefined = markets.find(({ region }) => region === prices.region) ?? markets[0];
if (!market) throw new Error("there is no market");
const port = options.port === undefined ? undefined : Number(options.port);

const { parts: onTheStack, script } = await onStack(port, async ({ cloud, fresh }) => {
  const ground = await openGround(cloud, market, 100);
  const parts: Part[] = [];
  parts.push(await measureColdStart(ground, fresh, effort.coldStarts));
  parts.push(await measureLoad(ground, effort));
  const traffic = await measureTraffic(ground, effort.undisturbed);
  const recorded = await recording(ground, async (recorder) => {
    const lives = await recordLives(ground, recorder, effort.sizes);
    return { lives, io: await measurePlacement(ground, recorder, effort.keys), itemsRead: recorder.itemsRead };
  });
  const { lives, io, itemsRead } = recorded;
  const [one] = lives;
  if (!one) throw new Error("no order was recorded");
  const usage = usageOf(one, traffic);
  parts.push(
    io,
    unitsPart(market.code, lives),
    costPart(usage, traffic),
    ratesPart(usage, traffic, lives, market.code),
  );
  const bodies = effort.sizes.map((lines) => orderOf(ground, lines));
  const played: Script = { market: market.code, bodies, itemsRead, token: ground.storefront.token };
  ground.dynamo.destroy();
  return { parts, script: played };
});

const bundles = await makeBundles(root);
try {
  const init = await measureInit(bundles, market.code, effort.inits);
  const processorTime = await measureProcessorTime(bundles, script, rounds);
  const parts = [...onTheStack, sizesPart(bundles), init, processorTime];
  process.stdout.write(
    options.json ? `${JSON.stringify(documentOf(setting, parts), null, 2)}\n` : `${textOf(setting, parts)}\n`,
  );
} finally {
  bundles.discard();
  tell("done");
}
