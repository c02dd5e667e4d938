import type { Command } from "commander";

/** What a command has to say: a value for programs, a text for people. */
export type Outcome = {
  readonly document: unknown;
  /** Absent where people were told everything on the way. */
  readonly text?: string;
  /** Whether it did what was asked; the exit code follows it. Default: yes. */
  readonly done?: boolean;
};

/** Something a person can put right: shown as it is, without a stack. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** What every command understands. */
export type CommonOptions = { readonly json?: boolean };

/**
 * Makes a function the action of a command: its outcome goes to standard output, as one JSON document under `--json`;
 * what went wrong goes to standard error, and the exit code is 0 only when it did what was asked.
 */
export function performs<Arguments extends readonly unknown[], Options extends CommonOptions>(
  command: Command,
  work: (options: Options, ...words: Arguments) => Promise<Outcome>,
): Command {
  return command.option("--json", "print one JSON document and nothing else").action(async (...given: unknown[]) => {
    const options = command.opts<Options>();
    const words = given.slice(0, command.registeredArguments.length) as unknown as Arguments;
    try {
      const { document, text, done = true } = await work(options, ...words);
      if (options.json) process.stdout.write(`${JSON.stringify(document)}\n`);
      else if (text !== undefined) process.stdout.write(`${text}\n`);
      process.exitCode = done ? 0 : 1;
    } catch (error) {
      tell(`${nameOf(command)}: ${error instanceof Error ? error.message : String(error)}`);
      if (process.env.ARCHIPELAGO_DEBUG && error instanceof Error) tell(error.stack ?? "");
      process.exitCode = 1;
    }
  });
}

/** As it was called: `archipelago market new`. */
const nameOf = (command: Command): string =>
  command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

/** Tells people something while a command runs. Standard output belongs to its outcome. */
export const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Shows people what is known of an outcome before the rest is. Programs get one document, at the end. */
export function ahead(text: string, { json = false }: CommonOptions): void {
  if (!json) process.stdout.write(`${text}\n`);
}
