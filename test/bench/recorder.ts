import { Agent, createServer, request as forward, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { readMany, readName } from "#platform/dynamo";
import type { TableSpec } from "#platform/table";
import { type Call, type Metering, metered } from "#test/support/dynamodb/metered-calls";
import type { Wire } from "./wire.ts";

type Watched = { readonly endpoint: string; readonly reader: Parameters<typeof readMany>[0] };

/**
 * Stands between functions and the emulator, and notes what passes through. Each function gets an address of its own, so
 * that it is known who called. Requests go on unchanged, signatures included; what a write costs is reckoned from the
 * items as they were before and as they are afterwards.
 */
export class Recorder {
  readonly #watched: Watched;
  readonly #metering: Metering;
  readonly #servers: Server[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  #calls: Call[] = [];
  #underWay = 0;
  #lastAt = 0;
  /** Every item that a batch of reads found, as it went over the wire. */
  readonly itemsRead = new Map<string, Wire>();

  constructor(watched: Watched, tables: ReadonlyMap<string, TableSpec>) {
    this.#watched = watched;
    this.#metering = { tables, itemsAt: (reads) => readMany(watched.reader, reads, "strong") };
  }

  /** Opens an address for a function. @returns what it is to take for the endpoint of every service */
  async addressFor(entry: string): Promise<string> {
    const server = createServer((incoming, outgoing) => {
      this.#pass(entry, incoming).then(
        ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
        (error: Error) => outgoing.writeHead(502).end(error.message),
      );
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Waits until nothing was called for a while. @returns what was called since the last time this was asked */
  async settled(quietMilliseconds = 1_500): Promise<readonly Call[]> {
    while (this.#underWay > 0 || performance.now() - this.#lastAt < quietMilliseconds) await pause(50);
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  close(): void {
    for (const server of this.#servers) server.closeAllConnections();
    for (const server of this.#servers) server.close();
    this.#agent.destroy();
  }

  async #pass(by: string, incoming: IncomingMessage) {
    const onTime = !by.endsWith(".schedule"); // the clock is nobody's order
    if (onTime) this.#underWay += 1;
    try {
      const body = await bodyOf(incoming);
      const operation = targetOf(incoming).split(".").at(-1) ?? "";
      const request: Wire = body.length > 0 ? parsed(body) : undefined;
      const pass = async () => {
        const passed = await this.#forward(incoming, body);
        const succeeded = passed.status === 200;
        return { passed, succeeded, said: succeeded ? parsed(passed.body) : {} };
      };
      if (!isDynamo(incoming)) {
        const { passed, succeeded } = await pass();
        const eventBytes = (request?.Entries ?? []).map(({ Detail = "" }: Wire) => Buffer.byteLength(Detail));
        this.#calls.push({ by, operation, succeeded, reads: [], writes: [], eventBytes });
        return passed;
      }
      const { passed, call } = await metered(this.#metering, { by, operation, request }, async () => {
        const ended = await pass();
        if (operation === "BatchGetItem") this.#keep(ended.said);
        return ended;
      });
      this.#calls.push(call);
      return passed;
    } finally {
      if (onTime) this.#underWay -= 1;
      if (onTime) this.#lastAt = performance.now();
    }
  }

  #forward(incoming: IncomingMessage, body: Buffer) {
    const { hostname, port } = new URL(this.#watched.endpoint);
    const { method = "POST", url = "/", headers } = incoming;
    type Passed = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };
    return new Promise<Passed>((resolve, reject) => {
      const outgoing = forward({ hostname, port, method, path: url, headers, agent: this.#agent }, (response) => {
        bodyOf(response).then((received) => {
          const { "transfer-encoding": _, connection: __, ...kept } = response.headers;
          resolve({ status: response.statusCode ?? 502, headers: kept, body: received });
        }, reject);
      });
      outgoing.on("error", reject).end(body);
    });
  }

  #keep({ Responses = {} }: Wire): void {
    for (const [table, items] of Object.entries<Wire[]>(Responses))
      for (const item of items) this.itemsRead.set(readName({ table, key: { pk: item.pk.S, sk: item.sk.S } }), item);
  }
}

const targetOf = ({ headers }: IncomingMessage): string => String(headers["x-amz-target"] ?? "");
const isDynamo = (incoming: IncomingMessage): boolean => targetOf(incoming).startsWith("DynamoDB_");

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): Wire {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined; // some service that speaks no JSON: nothing of it is counted
  }
}
