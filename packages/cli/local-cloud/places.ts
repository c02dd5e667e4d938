import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Where one local cloud keeps what it knows; `ARCHIPELAGO_STATE` names another folder, for a second cloud beside it. */
export const stateFolder = (): string => resolve(root, process.env.ARCHIPELAGO_STATE ?? ".archipelago");

/** Where tokens of the running cloud are kept for as long as they are good. */
export const tokenFolder = (): string => join(stateFolder(), "tokens");

/** The templates and bundles that are deployed to the local cloud, and the bundles' source maps. */
export const assembly = (): string => join(stateFolder(), "cdk.out");

/** The emulator's own Python, which all local clouds of this repository share. */
export const pythonFolder = join(root, ".archipelago", "python");

/** The Node.js that this repository brings along: functions and the CDK run on it, whatever else the machine has. */
export const nodeFolder = join(root, "node_modules", ".bin");

/** The emulator's account. Requests without a signature resolve in it and in no other. */
export const account = "000000000000";
