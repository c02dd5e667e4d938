import type { CloudState } from "../local-cloud/cloud-state.ts";
import { adviceOn, conditionOfCloud } from "../local-cloud/running-cloud.ts";
import { CommandError } from "../terminal/outcome.ts";
import { type Api, api } from "./api.ts";
import { keptToken } from "./kept-token.ts";
import type { Wish } from "./roles.ts";
import { regionIn } from "./running.ts";

/** A market's API, or the centre's, as a role sees it. */
export function apiFor(cloud: CloudState, place: string, wish: Wish): Api {
  const ask = api(
    regionIn(cloud, place).url,
    keptToken({ startedAt: cloud.startedAt, place, wish }, async () => {
      // it loads clients of AWS: who has a token already does not wait for them
      const { signIn } = await import("./sign-in.ts");
      return signIn(cloud, place, wish);
    }),
  );
  return async (request) => {
    try {
      return await ask(request);
    } catch (error) {
      const condition = await conditionOfCloud();
      if (condition.is === "running") throw error;
      throw new CommandError(adviceOn(condition), { cause: error });
    }
  };
}
