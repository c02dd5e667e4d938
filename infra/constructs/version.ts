import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

/** The deployed version, which `GET /health` answers: that of package.json. */
export const version: string = manifest.version;
