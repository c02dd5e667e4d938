import { admit } from "#headquarters/admit-batch";
import { readEnvironment } from "#platform/environment";
import { messageFunction } from "#platform/event-function";
import { busPublisher } from "#platform/publish";
import { admitBatches } from "./manifest.ts";

const publish = busPublisher(readEnvironment(admitBatches.environment).BUS_NAME);

export const handler = messageFunction((message) => admit(message, publish));
