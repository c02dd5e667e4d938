import { readdirSync } from "node:fs";
import type { Market } from "#markets/schema";
import type { Client } from "./market-client.ts";

/** A shop with something to sell, and somebody who may do everything. */
export type Ground = {
  readonly market: Market;
  readonly operations: Client;
  /** Who places the orders that an example needs. */
  readonly placer: Client;
  readonly sellerId: string;
  readonly sku: string;
};

/** A request that its route accepts from whoever may call it. */
export type Example = {
  readonly path: string;
  readonly body?: object;
  /** What is answered when it is carried out. */
  readonly status: number;
};

/** What clients were promised of a route. A domain's routes stand in `routes/<domain>.ts`: a route may be added, none may
 *  change. */
export type PromisedRoute = {
  /** The scope that it asks for; `open` to everybody, or to whoever can sign. */
  readonly scope: string | "open" | "open: signature";
  /** How to make a request that it accepts; what a command uses up is made anew each time. Open routes that want a
   *  signature have none. */
  readonly example?: (ground: Ground) => Example | Promise<Example>;
  /** What a seller gets where another seller's name, order or shipment is meant. Left out where no seller may
   *  ask, whatever else that caller may do. */
  readonly toOutsiders?: readonly [status: number, code: string];
  /** What a machine gets where an order is meant that somebody else placed. Left out where it makes no difference who did. */
  readonly toOtherMachines?: readonly [status: number, code: string];
};
export type PromisedRoutes = Readonly<Record<string, PromisedRoute>>;

const folder = new URL("./routes/", import.meta.url);

/** All that markets promised, by the route's key, found in the domains' files. */
export const promisedRoutes: PromisedRoutes = Object.assign(
  {},
  ...(await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map(async (file) => (await import(/* @vite-ignore */ new URL(file, folder).pathname)).routes),
  )),
);
