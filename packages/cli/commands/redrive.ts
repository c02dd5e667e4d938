import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { Command } from "commander";
import { local } from "#infra/deployments";
import { moveMessages } from "../dead-letters/move.ts";
import { placeOnAws, requireAccount } from "../dead-letters/place.ts";
import { type DeadLetterQueue, deadLetterQueues, named } from "../dead-letters/queues.ts";
import { reach, regionIn, requireCloud } from "../market-api/running.ts";
import { columns } from "../terminal/columns.ts";
import { CommandError, type CommonOptions, type Outcome, performs } from "../terminal/outcome.ts";
import { type BarOf, quietBar, terminalBar } from "../terminal/progress.ts";

type Options = CommonOptions & { dryRun?: boolean; deployment: string };

/** Gives what could not be handled another try. */
export const redrive = (): Command =>
  performs<[string, string | undefined], Options>(
    new Command("redrive")
      .description("move dead letters back to the queue they came from; without a queue, list what waits")
      .argument("<market>", "a market's code, or central")
      .argument("[queue]", "the queue of dead letters, with or without its prefix")
      .option("--dry-run", "only tell how many would be moved")
      .option(
        "--deployment <name>",
        "a deployment on AWS, reached with your own credentials (AWS_PROFILE); else the cloud on this machine",
        local.name,
      ),
    async ({ dryRun = false, json, deployment }, place, name) => {
      const home = placeOnAws(deployment, place);
      const sqs = new SQSClient(home ? { region: home.region } : await onThisMachine(place));
      try {
        const queues = await deadLetterQueues(sqs, place);
        if (home) requireAccount(home, queues);
        return name === undefined
          ? list(queues)
          : await move(sqs, queues, place, name, { dryRun, bar: json ? quietBar : terminalBar });
      } finally {
        sqs.destroy();
      }
    },
  );

async function onThisMachine(place: string): Promise<SQSClientConfig> {
  const cloud = await requireCloud();
  return reach(cloud, regionIn(cloud, place));
}

function list(found: readonly DeadLetterQueue[]): Outcome {
  const queues = found.map(({ name: queue, waiting }) => ({ queue, waiting }));
  return { document: { queues }, text: columns(queues.map(({ queue, waiting }) => [queue, String(waiting)])) };
}

async function move(
  sqs: SQSClient,
  queues: readonly DeadLetterQueue[],
  place: string,
  name: string,
  { dryRun, bar }: { readonly dryRun: boolean; readonly bar: BarOf },
): Promise<Outcome> {
  const queue = named(queues, place, name);
  if (!queue) throw new CommandError(`${place} has no queue of dead letters called ${name}`);
  const { waiting, source } = queue;
  if (!source) throw new CommandError(`nothing can be given back from ${queue.name}: no queue ends in it`);
  const moved = dryRun ? 0 : await moveMessages(sqs, queue.url, source.url, waiting, bar);
  return {
    document: { queue: queue.name, waiting, moved, dryRun },
    text: dryRun
      ? `${waiting} messages would be moved from ${queue.name} to ${source.name}`
      : `${moved} of ${waiting} messages moved from ${queue.name} to ${source.name}`,
    done: dryRun || moved >= waiting,
  };
}
