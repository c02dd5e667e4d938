import { dynamo } from "#platform/dynamo";
import { readEnvironment } from "#platform/environment";
import { busPublisher } from "#platform/publish";
import { relay } from "#platform/relay";
import * as manifest from "./manifest.ts";

const { PAYMENTS_TABLE, BUS_NAME } = readEnvironment(manifest.relay.environment);

export const handler = relay({ dynamo: dynamo(), table: PAYMENTS_TABLE }, busPublisher(BUS_NAME));
