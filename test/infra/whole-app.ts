import { type Deployment, deployments } from "#infra/deployments";
import { type DeployedStack, type Resource, resourcesOf, synthesise } from "./synth.ts";

const on = (cloud: Deployment["cloud"]) => deployments.filter((deployment) => deployment.cloud === cloud);

/** The whole app: every deployment, every market, the centre. */
export const stacks: readonly DeployedStack[] = [
  ...synthesise(on("aws"), { checked: true }),
  // the emulator's substitutions break rules on purpose
  ...synthesise(on("emulator")),
];
/** What goes to AWS. */
export const awsStacks = stacks.filter(({ deployment }) => deployment.cloud === "aws");

/** All resources of a type: of what goes to AWS, or of the stacks that are meant. */
export const ofType = (type: string, among: readonly DeployedStack[] = awsStacks): readonly Resource[] =>
  resourcesOf(type, among);
