import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { EnvironmentSchema, TokenTriggerSpec } from "#platform/manifest";
import { slugOf } from "../slug.ts";
import { ServiceFunction, type Wiring } from "./service-function.ts";

/** The function that Cognito asks before it signs a token. */
export class PreTokenTrigger<Environment extends EnvironmentSchema> extends Construct {
  readonly lambda: IFunction;

  constructor(scope: Construct, spec: TokenTriggerSpec<Environment>, wiring: Wiring<Environment>) {
    super(scope, slugOf(wiring.entry));
    // Cognito waits five seconds for an answer
    this.lambda = new ServiceFunction(this, spec.environment, wiring, 5).lambda;
  }
}
