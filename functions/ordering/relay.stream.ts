import { dynamo } from "#platform/dynamo";
import { readEnvironment } from "#platform/environment";
import { busPublisher } from "#platform/publish";
import { relay } from "#platform/relay";
import * as manifest from "./manifest.ts";

const { ORDERING_TABLE, BUS_NAME } = readEnvironment(manifest.relay.environment);

export const handler = relay({ dynamo: dynamo(), table: ORDERING_TABLE }, busPublisher(BUS_NAME));
