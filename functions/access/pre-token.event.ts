import { dynamoMembershipStore } from "#access/dynamo-membership-store";
import { tokenTrigger } from "#access/pre-token";
import { marketGroups } from "#access/roles";
import { dynamo } from "#platform/dynamo";
import { readEnvironment } from "#platform/environment";
import { preToken } from "./manifest.ts";

const { ACCESS_TABLE } = readEnvironment(preToken.environment);

export const handler = tokenTrigger(marketGroups, dynamoMembershipStore({ dynamo: dynamo(), table: ACCESS_TABLE }));
