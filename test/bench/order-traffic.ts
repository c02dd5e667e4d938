import { setTimeout as pause } from "node:timers/promises";
import { tell } from "#cli/terminal/outcome";
import { marketFunctions } from "#test/support/market-functions";
import { functionName, logLines } from "./aws-admin.ts";
import type { Ground } from "./ground.ts";
import { liveThrough } from "./lifecycle.ts";
import { total } from "./statistics.ts";

/** What a function did for one order, on average. */
export type Traffic = {
  readonly entry: string;
  readonly invocations: number;
  /** Messages of its queue, if it has one. */
  readonly messages: number;
  readonly milliseconds: number;
  readonly memoryMiB: number;
  readonly logBytes: number;
};

/** What CloudWatch counts beside the text of each line. */
const bytesPerLine = 26;

/**
 * Takes some orders of one line through their lives, one after another and undisturbed, and reads in the logs what ran
 * for them: how often, how long and how much it wrote down.
 */
export async function measureTraffic(ground: Ground, orders: number): Promise<readonly Traffic[]> {
  const { market } = ground;
  await liveThrough(ground, 1); // every function has a process again
  await pause(2_000);
  const since = Date.now();
  for (let index = 0; index < orders; index++) {
    tell(`taking order ${index + 1} of ${orders} through its life, undisturbed`);
    await liveThrough(ground, 1, index);
  }
  await pause(3_000); // reporting and the last events of each come after it is completed
  const traffic: Traffic[] = [];
  for (const entry of marketFunctions.filter((name) => !name.endsWith(".schedule"))) {
    const lines = await linesOf(ground, functionName(market.code, entry), since);
    const reports = lines.flatMap(readReport);
    if (reports.length === 0) continue;
    traffic.push({
      entry,
      invocations: reports.length / orders,
      messages: entry.endsWith(".event") ? total(lines.map(messagesIn)) / orders : 0,
      milliseconds: total(reports.map(({ milliseconds }) => milliseconds)) / reports.length,
      memoryMiB: reports[0]?.memoryMiB ?? 0,
      logBytes: total(lines.filter(isKept).map((line) => Buffer.byteLength(line) + bytesPerLine)) / orders,
    });
  }
  return traffic;

  async function linesOf({ cloud }: Ground, name: string, from: number): Promise<string[]> {
    try {
      return await logLines(cloud, market.code, `/aws/lambda/${name}`, from);
    } catch (error) {
      if (error instanceof Error && error.message.includes("ResourceNotFound")) return []; // it never ran
      throw error;
    }
  }
}

/** On AWS Lambda's own lines about a call that went well are not kept; the emulator writes them always. */
const isKept = (line: string): boolean => !/^(START|END|REPORT) /.test(line);

/** Lambda's own last line of an invocation. */
function readReport(line: string): { milliseconds: number; memoryMiB: number }[] {
  const found = /^REPORT .*\tDuration: ([\d.]+) ms\t.*Memory Size: (\d+) MB/.exec(line);
  return found ? [{ milliseconds: Math.ceil(Number(found[1])), memoryMiB: Number(found[2]) }] : [];
}

/** Consumers say in their one line how many messages they got. */
function messagesIn(line: string): number {
  const found = /"message":"batch".*?"received":(\d+)|"received":(\d+).*?"message":"batch"/.exec(line);
  return Number(found?.[1] ?? found?.[2] ?? 0);
}
