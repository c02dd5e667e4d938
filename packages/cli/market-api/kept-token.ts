import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tokenFolder } from "../local-cloud/places.ts";
import { type AccessToken, type TokenSource, tokenSource } from "./token-source.ts";

type Kept = { readonly accessToken: string; readonly goodUntil: number };

/**
 * A token that the next command finds again for as long as it is good: it lies in the state folder of its cloud, readable by whoever
 * runs the command and by nobody else.
 * @param whose a cloud, a place in it and a role: any value that JSON can hold
 */
export function keptToken(
  whose: unknown,
  fetchToken: () => Promise<AccessToken>,
  clock: () => number = Date.now,
): TokenSource {
  const file = join(tokenFolder(), `${createHash("sha256").update(JSON.stringify(whose)).digest("hex")}.json`);
  const source = tokenSource(async () => {
    const kept = read(file);
    const left = kept ? Math.floor((kept.goodUntil - clock()) / 1_000) : 0;
    // as long as a source that hands it out takes it for good
    if (kept && left > 60) return { accessToken: kept.accessToken, expiresIn: left };
    const fetched = await fetchToken();
    write(file, { accessToken: fetched.accessToken, goodUntil: clock() + fetched.expiresIn * 1_000 });
    return fetched;
  }, clock);
  return {
    current: source.current,
    forget() {
      rmSync(file, { force: true });
      source.forget();
    },
  };
}

function read(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Kept;
  } catch {
    return undefined; // none was kept, or half of one
  }
}

/** Never half a token: another command may read at the same time. */
function write(file: string, kept: Kept): void {
  mkdirSync(tokenFolder(), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, JSON.stringify(kept), { mode: 0o600 });
  renameSync(unfinished, file);
}
