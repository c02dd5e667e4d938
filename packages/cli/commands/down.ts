import { Command } from "commander";
import { stopLocalCloud } from "../local-cloud/local-cloud.ts";
import { type CommonOptions, performs } from "../terminal/outcome.ts";

/** Stops the local cloud. Nothing to stop is as good as stopped. */
export const down = (): Command =>
  performs<[], CommonOptions>(
    new Command("down").description("stop the local cloud and forget what it holds"),
    async () => {
      const stopped = await stopLocalCloud();
      return { document: { stopped }, text: stopped ? "stopped" : "nothing was running" };
    },
  );
