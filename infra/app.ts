import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { markets, requireDeployable } from "#markets/directory";
import { bundleSites } from "./bundle.ts";
import { chosenDeployments } from "./deployments.ts";
import { checkSecurity } from "./laws/security-checks.ts";
import { DeploymentStage } from "./stages/deployment-stage.ts";

requireDeployable(markets);
const app = new App();
const deployments = chosenDeployments(app.node.tryGetContext("deployment"), app.node.tryGetContext("links"));
const bundlesOf = await bundleSites(markets, join(app.outdir, "bundles"));

for (const deployment of deployments) new DeploymentStage(app, deployment, markets, bundlesOf);
checkSecurity(app, deployments);
app.synth();
