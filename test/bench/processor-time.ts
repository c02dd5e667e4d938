import { fork } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tell } from "#cli/terminal/outcome";
import type { Bundles } from "./bundle-sizes.ts";
import { cannedTables } from "./canned-tables.ts";
import type { ProbeOrder, Round } from "./cpu-probe.ts";
import { functionEnvironment } from "./function-environment.ts";
import type { Part } from "./report.ts";
import { median } from "./statistics.ts";
import type { Wire } from "./wire.ts";

const highestMilliseconds = 2;

/** What orders to place again, and what the tables said when they were placed. */
export type Script = {
  readonly market: string;
  readonly bodies: readonly { readonly lines: readonly unknown[] }[];
  readonly itemsRead: ReadonlyMap<string, Wire>;
  /** Of the caller who may place them. */
  readonly token: string;
};

type Effort = Pick<ProbeOrder, "warmUp" | "rounds" | "callsPerRound">;

/** Processor time of a warm checkout for one order. */
export async function measureProcessorTime(bundles: Bundles, script: Script, effort: Effort): Promise<Part> {
  const { market, bodies, itemsRead, token } = script;
  const tables = await cannedTables(itemsRead);
  const bundle = pathToFileURL(bundles.file(market, "checkout/place-order.http")).href;
  const sizes: { lines: number; processor: number; least: number; wall: number }[] = [];
  try {
    for (const body of bodies) {
      const lines = body.lines.length;
      tell(`placing orders of ${lines} line${lines === 1 ? "" : "s"} in one process`);
      const event = gatewayEvent(token, body);
      const share = Math.max(1, Math.round(effort.callsPerRound / Math.sqrt(lines)));
      const order = { bundle, event, ...effort, callsPerRound: share };
      const rounds = await inProcess(order, functionEnvironment(market, tables.endpoint));
      const processor = rounds.map((round) => round.processor);
      sizes.push({
        lines,
        processor: median(processor),
        least: Math.min(...processor),
        wall: median(rounds.map(({ wall }) => wall)),
      });
    }
  } finally {
    tables.close();
  }
  const [smallest] = sizes;
  return {
    name: "processorTime",
    title: "Processor time of the checkout for one order, warm",
    how:
      "The deployed bundle in a process of its own, handling one gateway event after another; user and system time of all its\n" +
      "threads, per order. Tables are a server on this machine that repeats at once what the real ones answered, over HTTP:\n" +
      "the SDK's signing, sending and parsing are in the figure. Budget: for an order of one line.\n" +
      `${effort.warmUp} orders first to warm up, then the median of ${effort.rounds} rounds of up to ${effort.callsPerRound}.`,
    tables: [
      {
        head: ["lines", "processor ms", "best round ms", "from event to answer ms"],
        rows: sizes.map(({ lines, processor, least, wall }) => [lines, processor, least, wall]),
      },
    ],
    budgets: smallest
      ? [
          {
            what: "checkout processor time per order, warm",
            measured: smallest.processor,
            limit: highestMilliseconds,
            unit: "ms",
          },
        ]
      : [],
    data: { ...effort, sizes },
  };
}

/** What the gateway makes of a request with this token. */
function gatewayEvent(token: string, body: object) {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
  const texts = Object.entries(claims).map(([name, claim]) => [name, String(claim)]);
  return {
    version: "2.0",
    routeKey: "POST /orders",
    rawPath: "/orders",
    rawQueryString: "",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    requestContext: { authorizer: { jwt: { claims: Object.fromEntries(texts), scopes: null } }, stage: "v1" },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
}

function inProcess(order: ProbeOrder, env: Record<string, string>): Promise<Round[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("./cpu-probe.ts", import.meta.url)), [JSON.stringify(order)], {
      env,
      stdio: ["ignore", "ignore", "pipe", "ipc"], // the function's log line goes where it costs nothing to read
    });
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    child.once("message", (rounds) => resolve(rounds as Round[]));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the probe ended with ${code}: ${complaint.slice(-500)}`)));
  });
}
