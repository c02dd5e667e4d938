import { readFileSync } from "node:fs";
import { asyncApi, type EventChannel, type EventOperation } from "#platform/asyncapi";
import { type Place, placeOf } from "#test/support/manifests";
import { type Bus, eventCatalogue } from "./event-catalogue.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const titles = { market: "Events of a market of Archipelago", central: "Events of the centre of Archipelago" };

/** The buses of a market and of the centre that its functions send to or hear from. What may leave a market never is on its
 *  own bus. */
const buses: Readonly<Record<Place, Readonly<Record<string, Omit<EventChannel, "contracts"> & { bus: Bus }>>>> = {
  market: {
    bus: { address: "archipelago-{market}-bus", description: "What happens in the market.", bus: "market" },
    centre: {
      address: "archipelago-{centre}-from-{market}",
      description: "What the centre may know of the market.",
      bus: "ingress",
    },
    directives: {
      address: "archipelago-{market}-directives",
      description: "What the centre asks of the market.",
      bus: "directives",
    },
  },
  central: {
    ingress: {
      address: "archipelago-{centre}-from-{market}",
      description: "What one market publishes; the bus's rule stamps it with the market.",
      bus: "ingress",
    },
    bus: { address: "archipelago-{centre}-bus", description: "What was admitted of the markets.", bus: "central" },
    directives: {
      address: "archipelago-{market}-directives",
      description: "What the centre asks of one market.",
      bus: "directives",
    },
  },
};

/** The AsyncAPI document of the centre, or of a market: all markets have the same events, each on its own bus. */
export async function asyncDocumentOf(place: Place) {
  const events = await eventCatalogue();
  const channels: Record<string, EventChannel> = {};
  const operations: Record<string, EventOperation> = {};
  for (const [channel, { address, description, bus }] of Object.entries(buses[place])) {
    const here = events.flatMap((event) =>
      event.legs.filter((leg) => leg.bus === bus).map((leg) => ({ ...event, ...leg })),
    );
    channels[channel] = { address, description, contracts: here };
    for (const { contract, domain, consumers } of here) {
      const add = (name: string, action: "send" | "receive", summary: string) => {
        const contracts = [...(operations[name]?.contracts ?? []), contract];
        operations[name] = { action, channel, contracts, summary };
      };
      if (placeOf(domain) === place) add(`${domain}.publish.${channel}`, "send", `Published by ${domain}.`);
      for (const { domain: to, name, impact } of consumers)
        if (placeOf(to) === place) add(`${to}.${name}`, "receive", `While it is stuck: ${impact}`);
    }
  }
  return asyncApi({ title: titles[place], version, channels, operations });
}
