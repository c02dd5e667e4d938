import { Duration } from "aws-cdk-lib";
import { CfnEventBusPolicy, EventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { grantOf } from "./grant.ts";
import type { Permission } from "./permission.ts";
import { arnIn, nameIn, rolesOf, type Site, siteOf } from "./site.ts";

/** The name of a site's own bus. */
export const busNameIn = (site: Site): string => nameIn(site, "bus");

/** The name of its archive. */
export const archiveNameIn = (site: Site): string => nameIn(site, "events");

/** Permission to put events on a bus of a site. */
export const putOn = (site: Pick<Site, "region" | "account">, busName: string): Permission => ({
  actions: ["events:PutEvents"],
  resources: [arnIn(site, "events", `event-bus/${busName}`)],
});

/** Putting events on a site's own bus. */
export const ownBus = (site: Site) => grantOf("BUS_NAME", busNameIn(site), putOn(site, busNameIn(site)));

type BusProps = {
  readonly name: string;
  readonly description: string;
  /** Days that every event can be replayed. */
  readonly archiveDays?: number;
  /** Whose roles may put events here. Everybody else is refused, whatever their own policies say. */
  readonly admits: Pick<Site, "account" | "code">;
};

/** A bus that takes events from one site's roles and from nobody else. */
export class GuardedBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { name, description, archiveDays, admits }: BusProps) {
    super(scope, id);
    const site = siteOf(this);
    const bus = new EventBus(this, "Bus", { eventBusName: name, description });
    this.bus = bus;
    // CloudFormation takes a statement's name for the whole account's: it must say which bus it is about
    const statement = (what: string, effect: "Allow" | "Deny", principal: unknown, operator: string) => ({
      Sid: `${name}-${what}`,
      Effect: effect,
      Principal: principal,
      Action: "events:PutEvents",
      Resource: arnIn(site, "events", `event-bus/${name}`),
      Condition: { [operator]: { "aws:PrincipalArn": rolesOf(admits) } },
    });
    const policy = (id: string, body: ReturnType<typeof statement>) =>
      new CfnEventBusPolicy(this, id, { eventBusName: bus.eventBusName, statementId: body.Sid, statement: body });
    const refuse = policy("Refuse", statement("refuses-others", "Deny", "*", "ArnNotLike"));
    if (admits.account !== site.account) {
      const from = { AWS: `arn:aws:iam::${admits.account}:root` };
      // one after the other: AWS refuses two changes of one bus's policy at once
      policy("Admit", statement("admits-one-site", "Allow", from, "ArnLike")).addResourceDependency(refuse);
    }
    if (archiveDays)
      bus.archive("Archive", {
        archiveName: archiveNameIn(site),
        description: "Every event, to be replayed after a consumer was repaired.",
        eventPattern: { account: [admits.account] },
        retention: Duration.days(archiveDays),
      });
  }
}
