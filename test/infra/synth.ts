import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stage } from "aws-cdk-lib";
import { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import { entries } from "#infra/bundle";
import { type Deployment, quotasOf } from "#infra/deployments";
import { checkSecurity } from "#infra/laws/security-checks";
import type { OtherEnd } from "#infra/services/central-link";
import { CentralStage } from "#infra/stages/central-stage";
import { DeploymentStage } from "#infra/stages/deployment-stage";
import { markets } from "#markets/directory";

/** A resource as CloudFormation will read it. */
export type Resource = {
  readonly stack: DeployedStack;
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template has no type; what a law looks at, it names
  readonly properties: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly raw: any;
};
export type DeployedStack = {
  /** `prod/br/data` */
  readonly path: string;
  readonly deployment: Deployment;
  /** A market's code, or `central`. */
  readonly site: string;
  readonly account: string;
  readonly region: string;
  readonly terminationProtection: boolean;
  /** Paths of the stacks that are deployed before it. */
  readonly after: readonly string[];
  /** The template as text. */
  readonly text: string;
  readonly resources: readonly Resource[];
};

const folder = mkdtempSync(join(tmpdir(), "archipelago-app-"));

/** Functions without content: what is deployed around them does not depend on what they do. */
function emptyBundles(): (site: string) => string {
  for (const entry of entries()) {
    const place = join(folder, "bundles", entry);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "index.mjs"), `// ${entry}\n`);
  }
  return () => join(folder, "bundles");
}

const { context } = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8")) as {
  context: Record<string, unknown>;
};

/** Synthesises deployments. `checked` also holds them against CloudFormation's schemas and cdk-nag: what breaks a rule and
 *  has no reason throws. */
export function synthesise(chosen: readonly Deployment[], { checked = false } = {}): readonly DeployedStack[] {
  process.env.CDK_VALIDATION = String(checked);
  const app = new App({ outdir: mkdtempSync(join(folder, "out-")), context, analyticsReporting: false });
  const bundlesOf = emptyBundles();
  for (const deployment of chosen) new DeploymentStage(app, deployment, markets, bundlesOf);
  if (checked) checkSecurity(app, chosen);
  return app.synth().stacksRecursively.map((artifact) => stackOf(artifact, chosen));
}

/** Synthesises the centre alone, with whatever markets are attached to it. */
export function synthesiseCentre(deployment: Deployment, attached: readonly OtherEnd[]): readonly DeployedStack[] {
  process.env.CDK_VALIDATION = "false";
  const app = new App({ outdir: mkdtempSync(join(folder, "out-")), context, analyticsReporting: false });
  const { centre } = deployment;
  const site = { ...centre, code: "central", quotas: quotasOf(centre, centre.region), deployment };
  new CentralStage(new Stage(app, deployment.name), { ...site, bundles: emptyBundles()("central") }, attached);
  return app.synth().stacksRecursively.map((artifact) => stackOf(artifact, [deployment]));
}

function stackOf(artifact: CloudFormationStackArtifact, chosen: readonly Deployment[]): DeployedStack {
  const [name = "", site = ""] = artifact.hierarchicalId.split("/");
  const deployment = chosen.find((one) => one.name === name);
  if (!deployment) throw new Error(`${artifact.hierarchicalId} belongs to no deployment`);
  const stack: DeployedStack = {
    path: artifact.hierarchicalId,
    deployment,
    site,
    account: artifact.environment.account,
    region: artifact.environment.region,
    terminationProtection: artifact.terminationProtection ?? false,
    after: artifact.dependencies.flatMap((other) =>
      other instanceof CloudFormationStackArtifact ? [other.hierarchicalId] : [],
    ),
    text: JSON.stringify(artifact.template),
    resources: [],
  };
  const found = Object.entries(artifact.template.Resources as Record<string, { Type: string; Properties?: unknown }>);
  const resources = found.map(([id, raw]) => ({ stack, id, type: raw.Type, properties: raw.Properties ?? {}, raw }));
  return Object.assign(stack, { resources });
}

/** All resources of a type among these stacks. */
export const resourcesOf = (type: string, among: readonly DeployedStack[]): readonly Resource[] =>
  among.flatMap(({ resources }) => resources.filter((resource) => resource.type === type));

/** How a law says which resource breaks it. */
export const say = ({ stack, id }: Resource, why = ""): string => `${stack.path} ${id}${why ? `: ${why}` : ""}`;

/** The resource of the same stack that a value refers to, by Ref or by GetAtt. */
// biome-ignore lint/suspicious/noExplicitAny: a template has no type
export function referred({ stack }: Resource, value: any): Resource | undefined {
  const id = value?.Ref ?? value?.["Fn::GetAtt"]?.[0];
  return stack.resources.find((resource) => resource.id === id);
}
