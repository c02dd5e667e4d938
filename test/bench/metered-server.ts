import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Item } from "#platform/dynamo";
import { MeteredTable } from "./metered-table.ts";
import type { Sales } from "./simulated-observations.ts";

/** A metered table in a process of its own, so that whoever calls it spends only its own processor time and memory.
 *  Started with the sales that it simulates and the items that lie there from the beginning. */
function serve({ sales, items }: { readonly sales: Sales; readonly items: readonly Item[] }): void {
  const table = new MeteredTable(sales);
  for (const item of items) table.put(item);
  const server = createServer({ keepAliveTimeout: 600_000 }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
        table.answer(operation, JSON.parse(Buffer.concat(chunks).toString())).then(
          ({ status, body }) =>
            outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body)),
          (error: Error) => outgoing.writeHead(500).end(JSON.stringify({ message: error.stack })),
        );
      });
  });
  process.on("message", () => process.send?.({ meter: [...table.meter] }));
  process.on("disconnect", () => process.exit());
  server.listen(0, "127.0.0.1", () =>
    process.send?.({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
  );
}

const task = process.argv[2];
if (task) serve(JSON.parse(task));
