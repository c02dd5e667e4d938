import { prod } from "#infra/deployments";
import type { DeployedStack, Resource } from "./synth.ts";

/**
 * A stack as somebody might write it some day: what a law is shown to see that it sees.
 * @param parts resources by id, as a template has them
 */
export function stackWith(
  parts: Readonly<Record<string, { Type: string; Properties?: object; DeletionPolicy?: string }>>,
) {
  const stack: DeployedStack = {
    path: "prod/aa/fixture",
    deployment: prod,
    site: "aa",
    account: "200000000099",
    region: "eu-north-1",
    terminationProtection: false,
    after: [],
    text: JSON.stringify({ Resources: parts }),
    resources: [],
  };
  const resources: readonly Resource[] = Object.entries(parts).map(([id, raw]) => ({
    stack,
    id,
    type: raw.Type,
    properties: raw.Properties ?? {},
    raw,
  }));
  return Object.assign(stack, { resources });
}

/** What a law says of these resources. */
export const offendersOf = (
  law: (among: readonly DeployedStack[]) => readonly string[],
  parts: Parameters<typeof stackWith>[0],
): readonly string[] => law([stackWith(parts)]).map((line) => line.replace("prod/aa/fixture ", ""));
