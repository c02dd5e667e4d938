import { Command } from "commander";

/** A command's own file is loaded when it is called, with all that it needs: none waits for what another one needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  up: async () => (await import("./commands/up.ts")).up(),
  down: async () => (await import("./commands/down.ts")).down(),
  status: async () => (await import("./commands/status.ts")).status(),
  token: async () => (await import("./commands/token.ts")).token(),
  call: async () => (await import("./commands/call.ts")).call(),
  replay: async () => (await import("./commands/replay.ts")).replay(),
  reconcile: async () => (await import("./commands/reconcile.ts")).reconcile(),
  report: async () => (await import("./commands/report.ts")).report(),
  feed: async () => (await import("./commands/feed.ts")).feed(),
  market: async () => (await import("./commands/market.ts")).market(),
  redrive: async () => (await import("./commands/redrive.ts")).redrive(),
  stack: async () => (await import("./commands/stack.ts")).stack(),
};

const archipelago = new Command("archipelago")
  .description("A marketplace of islands: start it, look into it, carry orders into it.")
  .showHelpAfterError("(add --help for what it understands)");
const [name = ""] = process.argv.slice(2);
// help, and whatever is no command, speaks of all of them
const called = Object.hasOwn(commands, name) ? [commands[name]] : Object.values(commands);
for (const load of called) if (load) archipelago.addCommand((await load()).copyInheritedSettings(archipelago));
for (const command of archipelago.commands.flatMap(({ commands }) => commands))
  command.copyInheritedSettings(archipelago);

// who reads only the beginning, as `head` does, hangs up: nobody is left to tell anything
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

await archipelago.parseAsync();
