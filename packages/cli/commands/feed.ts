import { setTimeout as wait } from "node:timers/promises";
import { Command } from "commander";
import { type FeedEvent, feedPages } from "../feed/read-feed.ts";
import { apiFor } from "../market-api/api-for.ts";
import { central, wishOf } from "../market-api/roles.ts";
import { requireCloud } from "../market-api/running.ts";
import { CommandError, type CommonOptions, performs, tell } from "../terminal/outcome.ts";

type Options = CommonOptions & { follow?: boolean; after?: string; from?: string };

/** Milliseconds between two looks at a feed that had nothing more to show. */
const patience = 1_000;

/** What the markets publish, as leadership reads it. */
export const feed = (): Command =>
  performs<[], Options>(
    new Command("feed")
      .description("the central feed, one event a line; where it ends is told on standard error")
      .option("--follow", "stay, and print what comes; stop with Ctrl-C")
      .option("--after <cursor>", "go on from where an earlier look ended")
      .option("--from <date>", "begin with what was written on this day in UTC or later, such as 2026-11-30"),
    async ({ follow = false, after, from, json = false }) => {
      if (follow && json) throw new CommandError("--follow never ends, so it makes no one document; leave out --json");
      const reader = apiFor(await requireCloud(), central, wishOf(central, {}));
      const stop = new AbortController();
      if (follow) for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
      const pause = () => wait(patience, "go-on" as const, { signal: stop.signal }).catch((): "stop" => "stop");
      const events: FeedEvent[] = [];
      let next = after ?? "";
      for await (const page of feedPages(reader, { after, from, follow }, pause)) {
        next = page.next;
        if (json) events.push(...page.events);
        else for (const event of page.events) process.stdout.write(`${JSON.stringify(event)}\n`);
        if (stop.signal.aborted) break;
      }
      if (!json) tell(`go on with: archipelago feed --after ${next}`);
      return { document: { events, next, caughtUp: true } };
    },
  );
