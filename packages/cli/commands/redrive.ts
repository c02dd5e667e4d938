import { SQSClient } from "@aws-sdk/client-sqs";
import { Command } from "commander";
import { moveMessages } from "../dead-letters/move.ts";
import { deadLetterQueues, named } from "../dead-letters/queues.ts";
import { reach, regionIn, requireCloud } from "../market-api/running.ts";
import { columns } from "../terminal/columns.ts";
import { CommandError, type CommonOptions, type Outcome, performs } from "../terminal/outcome.ts";

type Options = CommonOptions & { dryRun?: boolean };

/** Gives what could not be handled another try. */
export const redrive = (): Command =>
  performs<[string, string | undefined], Options>(
    new Command("redrive")
      .description("move dead letters back to the queue they came from; without a queue, list what waits")
      .argument("<market>", "a market's code, or central")
      .argument("[queue]", "the queue of dead letters, with or without its prefix")
      .option("--dry-run", "only tell how many would be moved"),
    async ({ dryRun = false }, place, name) => {
      const cloud = await requireCloud();
      const sqs = new SQSClient(reach(cloud, regionIn(cloud, place)));
      try {
        return name === undefined ? await list(sqs, place) : await move(sqs, place, name, dryRun);
      } finally {
        sqs.destroy();
      }
    },
  );

async function list(sqs: SQSClient, place: string): Promise<Outcome> {
  const queues = (await deadLetterQueues(sqs, place)).map(({ name: queue, waiting }) => ({ queue, waiting }));
  return { document: { queues }, text: columns(queues.map(({ queue, waiting }) => [queue, String(waiting)])) };
}

async function move(sqs: SQSClient, place: string, name: string, dryRun: boolean): Promise<Outcome> {
  const queue = named(await deadLetterQueues(sqs, place), place, name);
  if (!queue) throw new CommandError(`${place} has no queue of dead letters called ${name}`);
  const { waiting, source } = queue;
  if (!source) throw new CommandError(`nothing can be given back from ${queue.name}: no queue ends in it`);
  const moved = dryRun ? 0 : await moveMessages(sqs, queue.url, source.url, waiting);
  return {
    document: { queue: queue.name, waiting, moved, dryRun },
    text: dryRun
      ? `${waiting} messages would be moved from ${queue.name} to ${source.name}`
      : `${moved} of ${waiting} messages moved from ${queue.name} to ${source.name}`,
    done: dryRun || moved >= waiting,
  };
}
