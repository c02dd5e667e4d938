import { moment } from "#kernel/schemas";
import { daysInSeconds, type Instant, plusSeconds } from "#kernel/time";
import { invalid, type Problem, problem } from "./problem.ts";

const mostDays = 30;

/** `?changedSince=` of lists, for who keeps a copy of them: what was made or changed then or later. Ask from a minute
 *  before the last time: a change is dated when it is decided, and can be seen when it is written. */
export const changedSince = moment;

/** Lists look no further back: what changed is found by looking at everything, since no index knows of changes.
 *  @returns the refusal, or `undefined` when the moment will do */
export const changedTooEarly = (since: Instant | undefined, now: Instant): Problem<"invalid"> | undefined =>
  since !== undefined && since < plusSeconds(now, -daysInSeconds(mostDays))
    ? problem(invalid, `changes are told of the last ${mostDays} days`, {
        errors: [{ pointer: "query:changedSince", detail: `must not be more than ${mostDays} days ago` }],
      })
    : undefined;
