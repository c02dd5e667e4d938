import { spawn } from "node:child_process";

type Options = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets every line of output as it comes. */
  readonly onLine?: (line: string) => void;
};

/** Runs a program to its end.
 *  @returns what it wrote to standard output
 *  @throws Error with the last lines of what it wrote when it fails */
export function run(program: string, args: readonly string[], { cwd, env, onLine }: Options = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let everything = "";
    let unfinished = "";
    const take = (text: string): void => {
      everything += text;
      const lines = (unfinished + text).split("\n");
      unfinished = lines.pop() ?? "";
      if (onLine) for (const line of lines) onLine(line);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      take(text);
    });
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(output);
      const last = everything.trimEnd().split("\n").slice(-25).join("\n");
      reject(new Error(`${program} ${args.slice(0, 3).join(" ")} ended with ${code}:\n${last}`));
    });
  });
}
