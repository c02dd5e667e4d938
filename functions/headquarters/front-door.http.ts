import { dynamoSeries } from "#headquarters/dynamo-series";
import { attachedIn, healthOf } from "#headquarters/health";
import { answer } from "#platform/answer";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { nothingHere } from "#platform/problem";
import { frontDoorEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, frontDoorEnvironment, (environment) => {
  const { allSeries } = dynamoSeries({ dynamo: dynamo(), table: environment.HEADQUARTERS_TABLE });
  const attached = attachedIn(environment.ATTACHED_MARKETS);
  return {
    health: async ({ now }) =>
      answer(200, {
        version: environment.VERSION,
        ...healthOf(await allSeries(), attached, now),
      }),
    nothing: nothingHere,
  };
});
