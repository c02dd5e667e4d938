import { CfnOutput, Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  CfnUserPoolGroup,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
  type UserPoolResourceServer,
} from "aws-cdk-lib/aws-cognito";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { ImpactAlarm } from "./impact-alarm.ts";
import { metricSum } from "./metric-sum.ts";
import { nameIn, siteOf } from "./site.ts";

/** Who may ask for what, as plain data of the access domain. */
export type AccessRules = {
  /** Nouns, their verbs, and what each verb means. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Names of the groups of people. */
  readonly groups: readonly string[];
  /** Kinds of machines and the scopes each may ask for. */
  readonly machines: Readonly<Record<string, readonly string[]>>;
};

/** The client that all people share. */
const appClient = "app";

/** The people and machines of one site. A token of this pool is good in this site only. */
export class SitePool extends Construct {
  readonly id: string;
  /** The clients whose tokens the site accepts. */
  readonly clientIds: readonly string[];

  constructor(scope: Construct, rules: AccessRules, { lambda }: { readonly lambda: IFunction }) {
    super(scope, "Pool");
    const { code, account, deployment } = siteOf(this);
    const pool = new UserPool(this, "Pool", {
      userPoolName: nameIn(siteOf(this), "people"),
      selfSignUpEnabled: false,
      signInAliases: { email: true, username: true },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: deployment.durable,
      removalPolicy: deployment.durable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda, LambdaVersion.V3_0);
    pool.addDomain("Domain", { cognitoDomain: { domainPrefix: `${deployment.name}-${code}-${account}` } });
    for (const groupName of rules.groups)
      new CfnUserPoolGroup(this, `group-${groupName}`, { userPoolId: pool.userPoolId, groupName });
    const servers = resourceServers(pool, rules);
    const clients: [string, UserPoolClient][] = [
      [appClient, addAppClient(pool)],
      ...Object.entries(rules.machines).map(([machine, scopes]): [string, UserPoolClient] => [
        machine,
        addMachine(pool, machine, scopes, servers),
      ]),
    ];
    this.id = pool.userPoolId;
    this.clientIds = clients.map(([, { userPoolClientId }]) => userPoolClientId);
    new ImpactAlarm(this, "Throttled", {
      metric: metricSum(
        "AWS/Cognito",
        clients.flatMap(([name, client]) =>
          // machines ask for a new token with their secret: they have none to refresh
          (name === appClient ? ["SignInThrottles", "TokenRefreshThrottles"] : ["SignInThrottles"]).map(
            (metricName) => ({
              metricName,
              dimensions: { UserPool: this.id, UserPoolClient: client.userPoolClientId },
            }),
          ),
        ),
        Duration.minutes(5), // as often as Cognito tells
        "sign-ins turned away",
      ),
      threshold: 1,
      impact: "people or machines are not let in: Cognito answers more sign-ins than its quota with an error.",
      remedy:
        "see which client it is; a machine that asks for a token with every request must keep it for its hour. Where the load is real, ask AWS for a higher quota (Service Quotas, Cognito user pools).",
    });
    output(this, "UserPoolId", this.id);
    for (const [name, client] of clients) output(this, `Client${name}`, client.userPoolClientId);
  }
}

/** What people and programs need to sign in. */
const output = (scope: Construct, name: string, value: string): void => {
  new CfnOutput(scope, name, { value }).overrideLogicalId(name);
};

type Servers = ReadonlyMap<string, { server: UserPoolResourceServer; verbs: ReadonlyMap<string, ResourceServerScope> }>;

function resourceServers(pool: UserPool, { resources }: AccessRules): Servers {
  return new Map(
    Object.entries(resources).map(([noun, meanings]) => {
      const verbs = new Map(
        Object.entries(meanings).map(([scopeName, scopeDescription]) => [
          scopeName,
          new ResourceServerScope({ scopeName, scopeDescription }),
        ]),
      );
      const server = pool.addResourceServer(`resource-${noun}`, { identifier: noun, scopes: [...verbs.values()] });
      return [noun, { server, verbs }];
    }),
  );
}

/** People sign in here. Their scopes come from their groups, by the pre-token trigger; they may ask for none. */
const addAppClient = (pool: UserPool): UserPoolClient =>
  pool.addClient("client-app", {
    userPoolClientName: appClient,
    generateSecret: false,
    authFlows: { userSrp: true, userPassword: true },
    disableOAuth: true,
    preventUserExistenceErrors: true,
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(1),
  });

/** A kind of machine: it signs in with a secret of its own and gets at most these scopes. */
const addMachine = (pool: UserPool, machine: string, scopes: readonly string[], servers: Servers): UserPoolClient =>
  pool.addClient(`client-${machine}`, {
    userPoolClientName: machine,
    generateSecret: true,
    authFlows: {},
    accessTokenValidity: Duration.hours(1),
    oAuth: {
      flows: { clientCredentials: true },
      scopes: scopes.map((name) => {
        const [noun = "", verb = ""] = name.split("/");
        const resource = servers.get(noun);
        const granted = resource?.verbs.get(verb);
        if (!resource || !granted) throw new Error(`${machine} may ask for ${name}, which no resource server knows`);
        return OAuthScope.resourceServer(resource.server, granted);
      }),
    },
  });
