import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
import { pythonFolder } from "./places.ts";

/** Exact versions: another one may behave otherwise, and the tests were run with these. */
const requirements = ["ministack==1.5.33", "cryptography==50.0.2"];
const candidates = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/**
 * Makes sure that the emulator is installed, in a Python environment of its own.
 * @returns the path of its Python
 * @throws Error saying what the machine lacks
 */
export async function pythonWithEmulator(report: (step: string) => void): Promise<string> {
  const python = join(pythonFolder, "bin", "python");
  const marker = join(pythonFolder, `${requirements.join("+")}.installed`);
  if (existsSync(marker)) return python;
  report("installing MiniStack (once)");
  rmSync(pythonFolder, { recursive: true, force: true });
  mkdirSync(pythonFolder, { recursive: true });
  try {
    await run(await findPython(), ["-m", "venv", pythonFolder]);
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(`Python cannot make a virtual environment; on Debian install python3-venv.\n${reason}`);
  }
  // compiling all of it beforehand takes longer than the emulator ever needs to compile what it uses
  const quietly = ["--quiet", "--disable-pip-version-check", "--no-compile"];
  await run(python, ["-m", "pip", "install", ...quietly, ...requirements]);
  writeFileSync(marker, "");
  return python;
}

async function findPython(): Promise<string> {
  for (const candidate of candidates) {
    try {
      const version = await run(candidate, ["-c", "import sys; print(sys.version_info >= (3, 10))"]);
      if (version.trim() === "True") return candidate;
    } catch {
      // not on this machine: the next name may be
    }
  }
  throw new Error("the local cloud needs Python 3.10 or newer, and this machine has none on its PATH");
}
