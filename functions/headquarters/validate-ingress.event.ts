import { validateIngress as validate } from "#headquarters/validate-ingress";
import { readEnvironment } from "#platform/environment";
import { messageFunction } from "#platform/event-function";
import { busPublisher } from "#platform/publish";
import { validateIngress } from "./manifest.ts";

const publish = busPublisher(readEnvironment(validateIngress.environment).BUS_NAME);

export const handler = messageFunction((text, _now, attributes) => validate({ text, attributes }, publish));
