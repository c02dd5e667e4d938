import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { markets, requireDeployable } from "#markets/directory";
import { bundleSites } from "./bundle.ts";
import { chosenDeployments, linksIn } from "./deployments.ts";
import { orExitWithMessage } from "./exit-with-message.ts";
import { checkSecurity } from "./laws/security-checks.ts";
import { mapsOf } from "./source-maps.ts";
import { DeploymentStage } from "./stages/deployment-stage.ts";
import { commit } from "./version.ts";

const app = new App();
const [named, relinked]: (string | undefined)[] = ["deployment", "links"].map((name) => app.node.tryGetContext(name));
const deployments = orExitWithMessage(() => {
  requireDeployable(markets);
  const codes = markets.map(({ code }) => code);
  return chosenDeployments(named, relinked === undefined ? undefined : linksIn(relinked, codes));
});
const bundlesOf = await bundleSites(markets, {
  bundles: join(app.outdir, "bundles"),
  maps: mapsOf(app.outdir, commit),
});

for (const deployment of deployments) new DeploymentStage(app, deployment, markets, bundlesOf);
checkSecurity(app, deployments);
app.synth();
