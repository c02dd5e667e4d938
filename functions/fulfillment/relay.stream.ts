import { dynamo } from "#platform/dynamo";
import { readEnvironment } from "#platform/environment";
import { busPublisher } from "#platform/publish";
import { relay as relayTo } from "#platform/relay";
import { relay } from "./manifest.ts";

const { FULFILLMENT_TABLE, BUS_NAME } = readEnvironment(relay.environment);

export const handler = relayTo({ dynamo: dynamo(), table: FULFILLMENT_TABLE }, busPublisher(BUS_NAME));
