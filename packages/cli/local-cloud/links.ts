import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Links } from "#infra/deployments";
import { stateFolder } from "./places.ts";

const file = (): string => join(stateFolder(), "links.json");

/** The markets that were attached or detached since the cloud was started, and how they are linked now. */
export function readLinks(): Links {
  try {
    return JSON.parse(readFileSync(file(), "utf8")) as Links;
  } catch {
    return {}; // nobody changed a link
  }
}

export function writeLinks(links: Links): void {
  mkdirSync(stateFolder(), { recursive: true });
  writeFileSync(file(), `${JSON.stringify(links)}\n`);
}

export const forgetLinks = (): void => rmSync(file(), { force: true });
