import { type Stage, Tags } from "aws-cdk-lib";
import type { Site } from "../constructs/site.ts";

/** Every resource says whose it is: costs and inventories are read by these tags. */
export function tagAsPartOf(stage: Stage, { code, deployment }: Site): void {
  Tags.of(stage).add("archipelago:site", code);
  Tags.of(stage).add("archipelago:deployment", deployment.name);
}
