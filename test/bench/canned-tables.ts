import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readName } from "#platform/dynamo";
import type { Wire } from "./wire.ts";

/**
 * Answers as DynamoDB would, at once: batches of reads from items that were recorded, every write with success. Whoever
 * calls it from another process spends only its own processor time.
 * @param items by `readName`, as they go over the wire
 */
export async function cannedTables(items: ReadonlyMap<string, Wire>) {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        const isBatch = String(incoming.headers["x-amz-target"]).endsWith(".BatchGetItem");
        const body = isBatch ? JSON.stringify(found(items, JSON.parse(Buffer.concat(chunks).toString()))) : "{}";
        outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(body);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function found(items: ReadonlyMap<string, Wire>, { RequestItems }: Wire): Wire {
  const Responses: Record<string, Wire[]> = {};
  for (const [table, { Keys }] of Object.entries<Wire>(RequestItems))
    Responses[table] = Keys.flatMap(({ pk, sk }: Wire) => {
      const item = items.get(readName({ table, key: { pk: pk.S, sk: sk.S } }));
      return item ? [item] : [];
    });
  return { Responses, UnprocessedKeys: {} };
}
