import { Construct } from "constructs";
import { exportBatch, receiveAcknowledgement, resendBatches } from "#functions/reporting/manifest";
import { reportingTable } from "#reporting/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { type Grant, granted, grantOf, variables } from "../constructs/grant.ts";
import { GuardedBus, ownBus, putOn } from "../constructs/market-bus.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { arnIn, nameIn, type Site, type SiteStack } from "../constructs/site.ts";

/** What one end of a link needs to know of the other. */
export type OtherEnd = Pick<Site, "account" | "region" | "code">;

/** The market's bus for what the centre asks of it. */
export const directivesBus = (market: Pick<Site, "code">): string => nameIn(market, "directives");
/** The centre's bus for what one market publishes. */
export const ingressBus = (centre: Pick<Site, "code">, market: Pick<Site, "code">): string =>
  nameIn(centre, "from", market.code);

/** All that a market has of the centre: the way out for its batches, and an ear for what comes back. It is part of a stack
 *  that is always there: a redeploy is all it takes to cut a market loose. */
export class CentralLink extends Construct {
  constructor(stack: SiteStack, centre: OtherEnd) {
    super(stack, "CentralLink");
    const { site } = stack;
    const figures = accessTo(site, reportingTable);
    const ingress = ingressBus(centre, site);
    const address = arnIn(centre, "events", `event-bus/${ingress}`);
    const exporting = granted(
      onlyBatches(figures.read),
      grantOf("INGRESS_BUS_ARN", address, putOn(centre, ingress)),
      variables({ INGRESS_REGION: centre.region }),
    );
    const directives = new GuardedBus(this, "Directives", {
      name: directivesBus(site),
      description: "What the centre asks of this market.",
      admits: centre,
    });

    new Consumer(this, exportBatch, { entry: "reporting/export-batch.event", ...exporting });
    new ScheduledFunction(this, resendBatches, { entry: "reporting/resend-batches.schedule", ...exporting });
    new Consumer(
      this,
      receiveAcknowledgement,
      {
        entry: "reporting/receive-acknowledgement.event",
        ...granted(figures.readAndWrite, ownBus(site)),
      },
      {
        busName: directives.bus.eventBusName,
        whatWasLost: "what the centre was not heard to have is sent again by itself, and it answers again.",
      },
    );
  }
}

/** What crosses can only be read from the partitions of batches and epochs: facts stay where they are. */
const onlyBatches = <Environment extends object>({
  environment,
  permissions,
}: Grant<Environment>): Grant<Environment> => ({
  environment,
  permissions: permissions.map(({ resources }) => ({
    actions: ["dynamodb:GetItem", "dynamodb:Query"],
    resources: resources.filter((resource) => !resource.includes("/index/")),
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["batches#*", "epochs"] } },
  })),
});
