import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { reach, regionIn } from "#cli/market-api/running";
import { marketTables } from "#infra/tables";
import { tableNameOf } from "#platform/table";
import { reportingTable } from "#reporting/table";
import { cloudOfTests } from "./cloud.ts";
import type { Session } from "./emulator-control.ts";

/** What SDK clients need to reach a market, or the centre, as somebody, or as the administrator of the local account. */
const reachOf = (place: string, as?: Session) => {
  const cloud = cloudOfTests();
  return { ...reach(cloud, regionIn(cloud, place)), ...(as ? { credentials: as.credentials } : {}) };
};

export const dynamoOf = (place: string, as?: Session): DynamoDBClient => new DynamoDBClient(reachOf(place, as));
export const busOf = (place: string, as?: Session): EventBridgeClient => new EventBridgeClient(reachOf(place, as));
export const queuesOf = (place: string): SQSClient => new SQSClient(reachOf(place));

/** The physical names of all tables of a market that change only when somebody does something: reporting's changes by the
 *  clock. */
export const tablesOf = (market: string): readonly string[] =>
  marketTables.filter(({ name }) => name !== reportingTable.name).map((spec) => tableNameOf(market, spec));
