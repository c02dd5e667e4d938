import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { type Site, siteOf } from "./site.ts";

const pathOf = ({ code }: Site, name: string): string => `/archipelago/${code}/${name}`;

/** Writes a value that AWS makes up (an id, a stream's address) under a name that other stacks of the site can read. */
export function writeParameter(scope: Construct, name: string, value: string): void {
  new StringParameter(scope, `parameter-${name.replaceAll("/", "-")}`, {
    parameterName: pathOf(siteOf(scope), name),
    stringValue: value,
    description: "Read by other stacks of this site when they are deployed.",
  });
}

/** Reads such a value when the stack is deployed. The stack that writes it must be deployed before. */
export const readParameter = (scope: Construct, name: string): string =>
  StringParameter.valueForStringParameter(scope, pathOf(siteOf(scope), name));

/** Where the address of a site's secret is written. */
export const secretParameter = (name: string): string => `secrets/${name}`;
