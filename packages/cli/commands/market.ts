import { Command } from "commander";
import type { CentralLink } from "#infra/deployments";
import { awaitAcknowledgements } from "../central-link/await-acknowledgements.ts";
import { planText } from "../central-link/plan.ts";
import { carryOut, planLink } from "../central-link/relink.ts";
import { marketIn, requireCloud } from "../market-api/running.ts";
import { openMarket } from "../new-market/open-market.ts";
import { type CommonOptions, performs, tell } from "../terminal/outcome.ts";

/** Opens markets, and moves power between a market and the centre. */
export const market = (): Command =>
  new Command("market")
    .description("open a market; detach one from the centre, or attach it")
    .addCommand(create())
    .addCommand(
      link(
        "detached",
        "detach",
        "cut a market loose from the centre: neither keeps a permission, a queue or a name of the other",
      ),
    )
    .addCommand(
      link(
        "attached",
        "attach",
        "link a market to the centre: what it sells from now on is published, what it sold meanwhile is not",
      ),
    );

const create = (): Command =>
  performs<[string], CommonOptions & { like: string }>(
    new Command("new")
      .description("write a new market's definition, with a mark on every value that a person must decide")
      .argument("<code>", "two to eight lower-case letters")
      .requiredOption("--like <market>", "the market that is nearest in kind"),
    async ({ like }, code) => {
      const { folder, list, undecided } = await openMarket(code, like);
      const files = [folder, list];
      const text = [
        `written: ${files.join(", ")}`,
        `Decide ${undecided.length} values, each marked undecided(…) in a file of ${folder}:`,
        `  ${undecided.join(", ")}`,
        "That market cannot be deployed while one mark is left; the others can. Then: npx archipelago up",
      ].join("\n");
      return { document: { market: code, like, files, undecided }, text };
    },
  );

/** Seconds that the centre may take to acknowledge what was published. */
const patience = 90;

const link = (wanted: CentralLink, name: string, description: string): Command =>
  performs<[string], CommonOptions & { dryRun?: boolean }>(
    new Command(name)
      .description(`${description} (on the local cloud)`)
      .argument("<market>", "a market's code")
      .option("--dry-run", "only show the plan"),
    async ({ dryRun = false }, code) => {
      const cloud = await requireCloud();
      const { centralLink } = marketIn(cloud, code);
      if (centralLink === wanted)
        return {
          document: { market: code, centralLink, plan: [], changed: false, dryRun },
          text: `${code} is ${wanted} already`,
        };
      tell(`planning: ${code} ${wanted}`);
      const plan = await planLink(cloud, code, wanted);
      tell(planText(plan.changes));
      const document = { market: code, centralLink: wanted, plan: plan.changes, changed: !dryRun, dryRun };
      if (dryRun) return { document: { ...document, centralLink }, text: "nothing was changed" };
      if (wanted === "detached") {
        const { written, acknowledged } = await awaitAcknowledgements(cloud, code, patience * 1_000);
        tell(
          acknowledged >= written
            ? `the centre has all ${written} batches of the epoch that ends`
            : `the centre has acknowledged ${acknowledged} of ${written} batches; the rest will never be sent`,
        );
      }
      await carryOut(cloud, plan, tell);
      return { document, text: `${code} is ${wanted}` };
    },
  );
