import { App, Stage } from "aws-cdk-lib";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { orderingTable } from "#ordering/table";
import { paymentsTable } from "#payments/table";
import { placementOf, prod, quotasOf } from "../deployments.ts";
import { accessTo } from "./domain-table.ts";
import { granted, variables } from "./grant.ts";
import { ServiceFunction } from "./service-function.ts";
import { SiteStack } from "./site.ts";

const region = "eu-north-1";
const site = {
  ...{ code: "aa", region, deployment: prod, bundles: "nowhere" },
  ...{ ...placementOf(prod, "aa"), quotas: quotasOf({}, region) },
};
const [orders, payments] = [accessTo(site, orderingTable), accessTo(site, paymentsTable)];

test("what is granted together has the variables and the permissions of each", () => {
  const { environment, permissions } = granted(orders.readAndWrite, payments.read, variables({ LINK: "none" }));
  expect(environment).toEqual({
    ORDERING_TABLE: "archipelago-aa-ordering",
    PAYMENTS_TABLE: "archipelago-aa-payments",
    LINK: "none",
  });
  expect(permissions).toEqual([...orders.readAndWrite.permissions, ...payments.read.permissions]);
});

test("a function is given nothing that its manifest does not declare", () => {
  const stack = new SiteStack(new Stage(new App(), "prod"), "services", site);
  const declared = z.object({ ORDERING_TABLE: z.string() });
  const wiring = { entry: "ordering/lapse.schedule", ...granted(orders.readAndWrite, payments.read) };
  expect(() => new ServiceFunction(stack, declared, wiring, 10)).toThrow(
    "ordering/lapse.schedule is given PAYMENTS_TABLE, which its manifest does not declare",
  );
});
