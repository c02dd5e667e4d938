import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { type Site, siteOf } from "./site.ts";

const pathOf = ({ code }: Site, name: string): string => `/archipelago/${code}/${name}`;

/** Writes a value that AWS makes up (an id, a stream's address) under a name that other stacks of the site can read. */
export function publishLink(scope: Construct, name: string, value: string): void {
  new StringParameter(scope, `link-${name.replaceAll("/", "-")}`, {
    parameterName: pathOf(siteOf(scope), name),
    stringValue: value,
    description: "Read by other stacks of this site when they are deployed.",
  });
}

/** Reads a published value when the stack is deployed. The stack that publishes it must be deployed before. */
export const readLink = (scope: Construct, name: string): string =>
  StringParameter.valueForStringParameter(scope, pathOf(siteOf(scope), name));

/** Where the address of a site's secret is published. */
export const secretLink = (name: string): string => `secrets/${name}`;
