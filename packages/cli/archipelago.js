#!/usr/bin/env node
// Starts the command line on the Node.js that this project brings along, whichever one the machine has.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const project = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..", "..");
const binaries = join(project, "node_modules", ".bin");
const node = existsSync(join(binaries, "node")) ? join(binaries, "node") : process.execPath;

const child = spawn(node, [join(project, "packages", "cli", "archipelago.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: `${binaries}${delimiter}${process.env.PATH ?? ""}`,
    // what was compiled for one command is there for the next one
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(project, "node_modules", ".cache", "archipelago"),
  },
});
// A terminal sends Ctrl-C to both processes: the child says goodbye, this one waits for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("error", (error) => {
  process.stderr.write(`archipelago: ${error.message}\n`);
  process.exitCode = 1;
});
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
