import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { decidedAmong, markets, refusal } from "#markets/directory";
import { ShardsBySeconds } from "./test/run/sequencer.ts";
import { longProject } from "./test/support/time-budget.ts";
import { TotalsReporter } from "./test/support/totals-reporter.ts";
import { filesOn, filesThatScale } from "./test/support/where-files-run.ts";

// tests of a market that somebody is still deciding on would fail one by one; synth says why in a sentence, and so do they
const { undecided } = decidedAmong(markets);
if (undecided.length > 0) {
  process.stderr.write(`${refusal(undecided)}\n`);
  process.exit(1);
}

const onTheStack = filesOn("on the stack");

/** Needs nothing but the sources. Groups run one after another, so that what is quick answers first. */
const project = (name: string, include: string[], more: object): TestProjectConfiguration => ({
  extends: true,
  test: { name, include, environment: "node", ...more },
});

const onACloud = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 };
/** Shares one local stack, started before the first file of these projects and stopped after the last. Its files run one
 *  after another: each may look at everything that the stack holds. */
const onTheLocalStack = { ...onACloud, globalSetup: ["test/support/stack-setup.ts"], sequence: { groupOrder: 3 } };

export default defineConfig({
  test: {
    sequence: { sequencer: ShardsBySeconds },
    reporters: ["default", new TotalsReporter({ enforced: Boolean(process.env.CI) })],
    projects: [
      project("unit", ["packages/**/*.spec.ts", "functions/**/*.spec.ts"], {
        isolate: false, // specs leave nothing behind, and what they import is loaded once
        testTimeout: 30_000, // some play hundreds of stories, and the machine may be busy
        sequence: { groupOrder: 0 },
      }),
      project("architecture", ["test/architecture/*.test.ts"], {
        isolate: false, // the sources are read and parsed once
        testTimeout: 60_000,
        sequence: { groupOrder: 1 },
      }),
      project("contracts", ["test/contracts/*.test.ts"], {
        isolate: false,
        testTimeout: 30_000,
        sequence: { groupOrder: 1 },
      }),
      project("infra", ["test/infra/*.test.ts", "infra/**/*.spec.ts"], {
        isolate: false, // the app is synthesised once
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 180_000,
        sequence: { groupOrder: 2 },
      }),
      project("redeployment", filesOn("on a cloud of its own"), {
        ...onACloud,
        globalSetup: ["test/support/own-cloud-setup.ts"],
        sequence: { groupOrder: 2 },
      }),
      project("in-memory", filesOn("in memory"), { testTimeout: 60_000, sequence: { groupOrder: 1 } }),
      project(
        "journeys",
        onTheStack.filter((file) => file.startsWith("test/journeys/")),
        onTheLocalStack,
      ),
      project(
        "faults",
        onTheStack.filter((file) => file.startsWith("test/faults/")),
        onTheLocalStack,
      ),
      // the same files at a larger scale: only where a run says so, as `npm run test:long` does
      project(longProject, process.env.ARCHIPELAGO_SCALE ? filesThatScale() : [], onTheLocalStack),
    ],
  },
});
