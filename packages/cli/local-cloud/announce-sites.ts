import { setTimeout as pause } from "node:timers/promises";
import type { DeployedSite } from "./deployed-sites.ts";

/** Tells of each site once its API answers. */
export type Announcer = {
  /** Asks a site from now on until it answers. A site that was named before is not asked again. */
  watch(site: DeployedSite): void;
  /** @throws Error when one of those that were named does not answer in time */
  allAnswer(): Promise<void>;
};

/**
 * @param report gets one line for a site, the moment it answers
 * @param patience seconds for which a site is asked
 */
export function announceSites(report: (line: string) => void, patience = 60): Announcer {
  const asked = new Map<string, Promise<void>>();
  return {
    watch({ code, url }) {
      if (asked.has(code)) return;
      const answering = untilHealthy(url, patience).then(() => report(`${code} answers at ${url}`));
      answering.catch(() => undefined); // allAnswer tells of it
      asked.set(code, answering);
    },
    async allAnswer() {
      await Promise.all(asked.values());
    },
  };
}

async function untilHealthy(url: string, patience: number): Promise<void> {
  let seen = "nothing";
  for (const until = Date.now() + 1_000 * patience; Date.now() < until; await pause(100)) {
    try {
      const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000 * patience) });
      if (response.ok) return;
      seen = `${response.status} ${await response.text()}`;
    } catch (error) {
      seen = (error as Error).message;
    }
  }
  throw new Error(`${url}/health does not answer; the last was: ${seen}`);
}
