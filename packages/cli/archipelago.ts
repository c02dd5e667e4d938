import { Command } from "commander";
import { call } from "./commands/call.ts";
import { down } from "./commands/down.ts";
import { feed } from "./commands/feed.ts";
import { market } from "./commands/market.ts";
import { reconcile } from "./commands/reconcile.ts";
import { redrive } from "./commands/redrive.ts";
import { replay } from "./commands/replay.ts";
import { report } from "./commands/report.ts";
import { stack } from "./commands/stack.ts";
import { status } from "./commands/status.ts";
import { token } from "./commands/token.ts";
import { up } from "./commands/up.ts";

const archipelago = new Command("archipelago")
  .description("A marketplace of islands: start it, look into it, carry orders into it.")
  .showHelpAfterError("(add --help for what it understands)");
for (const command of [
  up(),
  down(),
  status(),
  token(),
  call(),
  replay(),
  reconcile(),
  report(),
  feed(),
  market(),
  redrive(),
  stack(),
])
  archipelago.addCommand(command.copyInheritedSettings(archipelago));
for (const command of archipelago.commands.flatMap(({ commands }) => commands))
  command.copyInheritedSettings(archipelago);

// who reads only the beginning, as `head` does, hangs up: nobody is left to tell anything
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

await archipelago.parseAsync();
