import { Command, InvalidArgumentError } from "commander";
import { playDemonstration } from "../demonstration/play.ts";
import { startLocalCloud } from "../local-cloud/local-cloud.ts";
import { ahead, type CommonOptions, performs, tell } from "../terminal/outcome.ts";
import { foreground } from "./foreground.ts";
import { statusDocument } from "./status.ts";
import { farewell, welcome } from "./welcome.ts";

type Options = CommonOptions & { detach?: boolean; fresh?: boolean; port?: number; demonstration: boolean };

/** Starts everything: the local cloud, every stage, a demonstration. */
export const up = (): Command =>
  performs<[], Options>(
    new Command("up")
      .description("start the local cloud, deploy every market and the centre into it, and play a small demonstration")
      .option("--detach", "return when everything runs, and leave it running")
      .option("--fresh", "throw away what a running cloud holds, and begin anew")
      .option("--port <number>", "where the local cloud listens; 4566 unless said otherwise", portNumber)
      .option("--no-demonstration", "leave the markets empty"),
    async ({ detach = false, fresh = false, port, demonstration, ...options }) => {
      const [began, started] = [new Date().toISOString(), performance.now()];
      const step = (text: string) => tell(`${elapsed(started)}  ${text}`);
      const life = detach ? undefined : foreground();
      let isOurs = false; // what was there before, or is being built by somebody else, is not ours to stop
      try {
        const cloud = await startLocalCloud({ ...(port === undefined ? {} : { port }), fresh, report: step });
        isOurs = cloud.startedAt >= began;
        step("usable: every market and the centre answer");
        ahead(welcome(cloud, { demonstration }), options);
        if (demonstration) {
          await playDemonstration(cloud, step);
          step("the demonstration has been played");
        }
        life?.stay(cloud);
        return { document: statusDocument(cloud), text: farewell({ detach }) };
      } catch (error) {
        if (isOurs) await life?.giveUp();
        throw error;
      }
    },
  );

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_535)
    throw new InvalidArgumentError("a port is 1024 to 65535");
  return port;
}

const elapsed = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(7);
