import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "#cli/local-cloud/places";

/** A command that goes on until it is stopped, run as people do in a terminal. */
export function running(...words: readonly string[]) {
  const child = spawn(process.execPath, [join(root, "packages/cli/archipelago.js"), ...words], {
    cwd: root,
    detached: true, // a group of its own, as a terminal gives to each command
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = once(child, "close").then(([code, signal]) => ({ code: code as number | null, signal, out, err }));
  return {
    /** What it printed by now, whole lines only. */
    lines: (): string[] => out.split("\n").slice(0, -1),
    /** Closes its standard output, as `| head` does when it has enough. */
    hangUp: () => child.stdout.destroy(),
    ended,
    /** Sends a signal to all of its processes, as a terminal does. @returns how it ended */
    stop(signal: "SIGINT" | "SIGTERM" | "SIGKILL") {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
        process.kill(-child.pid, signal);
      return ended;
    },
  };
}
