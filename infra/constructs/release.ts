import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** What `GET /health` answers as `version`: the version in package.json. */
export const release: string = version;
