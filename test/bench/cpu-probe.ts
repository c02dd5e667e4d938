import { randomUUID } from "node:crypto";

/** What a probe is told on its command line. */
export type ProbeOrder = {
  /** The bundle's address, and an event for it as the gateway makes them. */
  readonly bundle: string;
  readonly event: { readonly headers: Readonly<Record<string, string>> };
  readonly warmUp: number;
  readonly rounds: number;
  readonly callsPerRound: number;
};
/** Per call of a round, in milliseconds. */
export type Round = { readonly processor: number; readonly wall: number };

/** Runs a function again and again in this process and says what each call cost of its processor: all threads, so that
 *  collecting garbage and compiling count too. */
async function probe({ bundle, event, warmUp, rounds, callsPerRound }: ProbeOrder): Promise<Round[]> {
  const { handler } = (await import(bundle)) as { handler: (event: unknown, context: object) => Promise<unknown> };
  const call = async (): Promise<void> => {
    const headers = { ...event.headers, "idempotency-key": randomUUID() };
    const answer = (await handler({ ...event, headers }, {})) as { statusCode?: number; body?: string };
    if (answer.statusCode !== 201 && answer.statusCode !== 202) throw new Error(`answered ${answer.body}`);
  };
  for (let index = 0; index < warmUp; index++) await call();
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    const started = performance.now();
    for (let index = 0; index < callsPerRound; index++) await call();
    const { user, system } = process.cpuUsage(before);
    const wall = performance.now() - started;
    measured.push({ processor: (user + system) / 1_000 / callsPerRound, wall: wall / callsPerRound });
  }
  return measured;
}

const order = process.argv[2];
if (order) process.send?.(await probe(JSON.parse(order) as ProbeOrder));
process.disconnect?.();
