import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CentralLink, Links } from "#infra/deployments";
import { type CloudState, writeState } from "../local-cloud/cloud-state.ts";
import { stateOf } from "../local-cloud/deployed-state.ts";
import { deploy, destroy, differences, stacksIn, synthesize } from "../local-cloud/deployment.ts";
import { readLinks, writeLinks } from "../local-cloud/links.ts";
import { assembly, stateFolder } from "../local-cloud/places.ts";
import { type StackChange, stackChanges } from "./plan.ts";

/** What a change of a market's link would do. */
export type LinkPlan = {
  readonly market: string;
  readonly centralLink: CentralLink;
  readonly links: Links;
  readonly changes: readonly StackChange[];
};

const planned = (): string => join(stateFolder(), "cdk.next");

/** Writes the templates that the link would have, and compares them with what is deployed. Nothing is changed. */
export async function planLink(cloud: CloudState, market: string, centralLink: CentralLink): Promise<LinkPlan> {
  const links = { ...readLinks(), [market]: centralLink };
  await synthesize(cloud.endpoint, { links, output: planned() });
  const stays = new Set(stacksIn(planned()).map(({ name }) => name));
  const gone = stacksIn(assembly()).flatMap(({ name }) => (stays.has(name) ? [] : [name]));
  const changes = [
    ...stackChanges(await differences(cloud.endpoint, planned())),
    ...gone.map((stack) => ({ stack, change: "removed" as const, lines: [] })),
  ];
  return { market, centralLink, links, changes };
}

/** Does what was planned. A run that fails half-way can be repeated: what is deployed is forgotten last. */
export async function carryOut(
  cloud: CloudState,
  { links, changes }: LinkPlan,
  report: (step: string) => void,
): Promise<CloudState> {
  const outputs = await deploy(
    cloud.endpoint,
    { onStack: (stack) => report(`deployed ${stack}`), onSite: () => undefined },
    planned(),
  );
  const gone = changes.filter(({ change }) => change === "removed").map(({ stack }) => stack);
  await destroy(cloud.endpoint, assembly(), gone);
  for (const stack of gone) report(`removed ${stack}`);
  rmSync(assembly(), { recursive: true, force: true });
  cpSync(planned(), assembly(), { recursive: true });
  rmSync(planned(), { recursive: true, force: true });
  writeLinks(links);
  const state = stateOf({ port: cloud.port, pid: cloud.pid, startedAt: cloud.startedAt }, outputs, links);
  writeState(state);
  return state;
}
