import { join } from "node:path";
import { Command } from "commander";
import { commit as checkedOut } from "#infra/version";
import { assembly, root } from "../local-cloud/places.ts";
import { readable } from "../stack-traces/readable.ts";
import { mapOfFunction } from "../stack-traces/release-maps.ts";
import { CommandError, type CommonOptions, performs } from "../terminal/outcome.ts";
import { standardInput } from "../terminal/standard-input.ts";

type Options = CommonOptions & { commit: string };

/** Says where in our sources something failed. */
export const stack = (): Command =>
  performs<[string], Options>(
    new Command("stack")
      .description(
        "read lines of a function's log from standard input, and name places in our sources for those in its bundle",
      )
      .argument("<function>", "as it is deployed, such as archipelago-us-ordering-api-http")
      .option("--commit <hash>", "what was deployed, as GET /health tells it; else what is checked out", checkedOut),
    async ({ commit }, functionName) => {
      const map = mapOfFunction({ assemblies: [join(root, "cdk.out"), assembly()], commit, functionName });
      const { text, places } = readable(await standardInput(), map);
      if (places === 0) throw new CommandError("no line names a place such as index.mjs:1:2345");
      return { document: { function: functionName, commit, text }, text: text.trimEnd() };
    },
  );
