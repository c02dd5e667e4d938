import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod/mini";
import type { EventContract } from "#kernel/event";

/** What others rely on, once an event is published: its name, who may read it, and its fields. */
export type LockedContract = { readonly type: string; readonly audience: string; readonly data: unknown };

const folder = new URL("locked/", import.meta.url);

export const describeContract = ({ type, audience, data }: EventContract): LockedContract => {
  const { $schema, ...schema } = z.toJSONSchema(data, { unrepresentable: "any" }) as Record<string, unknown>;
  return { type, audience, data: schema };
};

/** The locked contracts, by event type. */
export const lockedContracts = (): ReadonlyMap<string, LockedContract> =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as LockedContract)
      .map((locked) => [locked.type, locked]),
  );

export function writeLock(locked: LockedContract): void {
  writeFileSync(new URL(`${locked.type}.json`, folder), `${JSON.stringify(locked, null, 2)}\n`);
}
