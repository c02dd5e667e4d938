import { tell } from "#cli/terminal/outcome";
import { marketFunctions } from "#test/support/market-functions";
import { environmentOf, setEnvironment } from "./aws-admin.ts";
import type { Ground } from "./ground.ts";
import { Recorder } from "./recorder.ts";
import { tablesOf } from "./tables.ts";

/** Runs `work` while all that the market's functions ask of AWS is noted. Their code and their rights stay as they are:
 *  each is only told another address of AWS, by a variable that the SDK knows. */
export async function recording<Result>(
  ground: Ground,
  work: (recorder: Recorder) => Promise<Result>,
): Promise<Result> {
  const { cloud, market, dynamo } = ground;
  tell("putting a recorder between the functions and AWS");
  const recorder = new Recorder({ endpoint: cloud.endpoint, reader: { dynamo } }, tablesOf(market.code));
  const before = new Map<string, Readonly<Record<string, string>>>();
  try {
    for (const entry of marketFunctions) {
      const variables = await environmentOf(cloud, market.code, entry);
      if (!variables) continue; // not of this deployment
      before.set(entry, variables);
      const endpoint = await recorder.addressFor(entry);
      await setEnvironment(cloud, market.code, entry, { ...variables, AWS_ENDPOINT_URL: endpoint });
    }
    return await work(recorder);
  } finally {
    for (const [entry, variables] of before) await setEnvironment(cloud, market.code, entry, variables);
    recorder.close();
  }
}
