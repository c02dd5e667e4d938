import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { EnvironmentSchema } from "#platform/manifest";
import { ServiceFunction, slugOf, type Wiring } from "./service-function.ts";

/** The function that Cognito asks before it signs a token. */
export class PreTokenTrigger<Environment extends EnvironmentSchema> extends Construct {
  readonly lambda: IFunction;

  /** @param environment the manifest's schema, which decides what `wiring` must provide */
  constructor(scope: Construct, environment: Environment, wiring: Wiring<Environment>) {
    super(scope, slugOf(wiring.entry));
    // Cognito waits five seconds for an answer
    this.lambda = new ServiceFunction(this, environment, wiring, 5).lambda;
  }
}
