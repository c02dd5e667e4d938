import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { markets, requireDeployable } from "#markets/directory";
import { bundleSites } from "./bundle.ts";
import { chosenDeployments, linksIn } from "./deployments.ts";
import { orExitWithMessage } from "./exit-with-message.ts";
import { checkSecurity } from "./laws/security-checks.ts";
import { DeploymentStage } from "./stages/deployment-stage.ts";

const app = new App();
const [named, relinked]: (string | undefined)[] = ["deployment", "links"].map((name) => app.node.tryGetContext(name));
const deployments = orExitWithMessage(() => {
  requireDeployable(markets);
  const codes = markets.map(({ code }) => code);
  return chosenDeployments(named, relinked === undefined ? undefined : linksIn(relinked, codes));
});
const bundlesOf = await bundleSites(markets, join(app.outdir, "bundles"));

for (const deployment of deployments) new DeploymentStage(app, deployment, markets, bundlesOf);
checkSecurity(app, deployments);
app.synth();
