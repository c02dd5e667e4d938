import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { decidedAmong, markets, refusal, requireDeployable } from "#markets/directory";
import { bundleSites } from "./bundle.ts";
import { chosenDeployments, linksIn } from "./deployments.ts";
import { orExitWithMessage } from "./exit-with-message.ts";
import { checkSecurity } from "./laws/security-checks.ts";
import { mapsOf } from "./source-maps.ts";
import { DeploymentStage } from "./stages/deployment-stage.ts";
import { commit } from "./version.ts";

const app = new App();
const [named, relinked]: (string | undefined)[] = ["deployment", "links"].map((name) => app.node.tryGetContext(name));
const { decided, undecided } = decidedAmong(markets);
const deployments = orExitWithMessage(() => {
  const codes = markets.map(({ code }) => code);
  const chosen = chosenDeployments(named, relinked === undefined ? undefined : linksIn(relinked, codes));
  // a local cloud comes up whole; on AWS a market that somebody still decides on does not stop another
  requireDeployable(chosen.some(({ cloud }) => cloud === "emulator") ? markets : decided);
  return chosen;
});
if (undecided.length > 0) process.stderr.write(`${refusal(undecided)}\n`);
const bundlesOf = await bundleSites(decided, {
  bundles: join(app.outdir, "bundles"),
  maps: mapsOf(app.outdir, commit),
});

const leftOut = undecided.map(({ code }) => code);
for (const deployment of deployments) new DeploymentStage(app, deployment, decided, bundlesOf, leftOut);
checkSecurity(app, deployments);
app.synth();
