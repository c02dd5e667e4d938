import { dynamo } from "#platform/dynamo";
import { readEnvironment } from "#platform/environment";
import { busPublisher } from "#platform/publish";
import { relay as relayTo } from "#platform/relay";
import { relay } from "./manifest.ts";

const { TABLE, BUS_NAME } = readEnvironment(relay.environment);

export const handler = relayTo({ dynamo: dynamo(), table: TABLE }, busPublisher(BUS_NAME));
