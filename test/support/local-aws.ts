import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { accessTable } from "#access/table";
import { catalogTable } from "#catalog/table";
import { reach, regionIn } from "#cli/market-api/running";
import { fulfillmentTable } from "#fulfillment/table";
import { inventoryTable } from "#inventory/table";
import { orderingTable } from "#ordering/table";
import { sandboxTable } from "#payments/sandbox/table";
import { paymentsTable } from "#payments/table";
import { type TableSpec, tableNameOf } from "#platform/table";
import { sellersTable } from "#sellers/table";
import { cloudOfTests } from "./cloud.ts";
import type { Session } from "./emulator-control.ts";

/** Every table of a market that changes only when somebody does something: those of reporting change by the clock. */
const marketTables: readonly TableSpec[] = [
  accessTable,
  catalogTable,
  fulfillmentTable,
  inventoryTable,
  orderingTable,
  paymentsTable,
  sandboxTable,
  sellersTable,
];

/** What SDK clients need to reach a market, or the centre, as somebody, or as the administrator of the local account. */
const reachOf = (place: string, as?: Session) => {
  const cloud = cloudOfTests();
  return { ...reach(cloud, regionIn(cloud, place)), ...(as ? { credentials: as.credentials } : {}) };
};

export const dynamoOf = (place: string, as?: Session): DynamoDBClient => new DynamoDBClient(reachOf(place, as));
export const busOf = (place: string, as?: Session): EventBridgeClient => new EventBridgeClient(reachOf(place, as));
export const queuesOf = (place: string): SQSClient => new SQSClient(reachOf(place));

/** The physical names of these tables of a market. */
export const tablesOf = (market: string): readonly string[] => marketTables.map((spec) => tableNameOf(market, spec));
