import { join } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type * as z from "zod/mini";
import type { EnvironmentSchema } from "#platform/manifest";
import { accept } from "../laws/security-checks.ts";
import { slugOf } from "../slug.ts";
import { commit, version } from "../version.ts";
import { allow, type Permission } from "./permission.ts";
import { nameIn, rolePath, type Site, siteOf } from "./site.ts";

/** How a function of a manifest is deployed. */
export type Wiring<Environment extends EnvironmentSchema = EnvironmentSchema> = {
  /** Its entry file below `functions`, without `.ts`: `ordering/api.http`. Its name follows from it. */
  readonly entry: string;
  /** Which one it is, of several functions that are made from one entry. */
  readonly instance?: string;
  /** A value for each variable that the manifest's schema declares: a missing one does not compile. What tells the version
   *  comes by itself. */
  readonly environment: Omit<z.input<Environment>, keyof typeof deployed>;
  readonly permissions?: readonly Permission[];
  /** Megabytes; Lambda gives processor time in proportion. */
  readonly memory?: 512 | 1024 | 1769;
  /** Whether it queues work for itself, for as long as it must: Lambda would stop what comes back sixteen times. */
  readonly allowRecursion?: boolean;
};

/** What is deployed, for functions whose manifest asks for it: no other is deployed again for a commit that does not change it. */
const deployed = { VERSION: version, COMMIT: commit } as const;

/** The same, with the instance where an entry has several: `outbox-relay-stream-ordering`. */
export const ownSlugOf = ({ entry, instance }: Pick<Wiring, "entry" | "instance">): string =>
  [slugOf(entry), ...(instance === undefined ? [] : [instance])].join("-");
export const functionNameOf = (site: Site, wiring: Pick<Wiring, "entry" | "instance">): string =>
  nameIn(site, ownSlugOf(wiring));

/** A Lambda function with a role, a log and an environment of its own. */
export class ServiceFunction<Environment extends EnvironmentSchema> extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  /** @param schema the variables that its manifest declares
   *  @throws Error when it is given one that the manifest does not declare */
  constructor(scope: Construct, schema: Environment, wiring: Wiring<Environment>, timeoutSeconds: number) {
    super(scope, "Function");
    const { entry, environment, permissions = [], memory = 512, allowRecursion = false } = wiring;
    const undeclared = Object.keys(environment).filter((name) => !(name in schema.shape));
    if (undeclared.length > 0) throw new Error(`${entry} is given ${undeclared}, which its manifest does not declare`);
    const site = siteOf(this);
    const functionName = functionNameOf(site, wiring);
    const { durable, logDays } = site.deployment;
    const log = new LogGroup(this, "Log", {
      // a log that outlives its function leaves the name to nobody, so CloudFormation makes one up each time
      ...(durable ? {} : { logGroupName: `/aws/lambda/${functionName}` }),
      retention: logDays as RetentionDays,
      removalPolicy: durable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      path: rolePath(site),
      description: `What ${functionName} may do.`,
    });
    allow(this.role, [
      { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [log.logGroupArn] },
      ...permissions,
    ]);
    accept(this.role, "IAM5[Resource::*]", "X-Ray and the list of streams know no resources to name");
    this.lambda = new LambdaFunction(this, "Lambda", {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(join(site.bundles, entry)),
      role: this.role,
      logGroup: log,
      // what Lambda says of each call beside that, its metrics say too; what goes wrong it still tells
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memory,
      ...(allowRecursion ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      environment: {
        ...(environment as Record<string, string>),
        MARKET: site.code,
        ...Object.fromEntries(Object.entries(deployed).filter(([name]) => name in schema.shape)),
        POWERTOOLS_SERVICE_NAME: functionName,
      },
    });
  }
}
