import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { DomainEvent } from "#kernel/event";
import { errorFields, log } from "./log.ts";

/** Puts events on a bus.
 *  @param until no call goes on after this signal: what was not taken by then counts as refused
 *  @returns the ids of those that the bus took; a refused one is not among them */
export type Publish = (events: readonly DomainEvent[], until?: AbortSignal) => Promise<ReadonlySet<string>>;

/** EventBridge takes ten entries a call; calls stay below the 256 kB that it took before it took 1 MB. An entry's own names
 *  weigh less than 1 kB. */
const entriesPerCall = 10;
const bytesPerCall = 250_000;

/** How long a call to a bus may take, in milliseconds. A network that swallows calls fails none of them: without an end,
 *  one bus that is away would take the time that all others need. */
const patience = { connectionTimeout: 2_000, requestTimeout: 4_000 };

/** A client of EventBridge, here or in another region. Whoever waits in vain tries once more: an event may come twice. */
export const eventBridge = (region?: string, ends = patience): EventBridgeClient =>
  new EventBridgeClient({
    ...(region === undefined ? {} : { region }),
    maxAttempts: 2,
    requestHandler: { ...ends, throwOnRequestTimeout: true },
  });

/** Publishes on EventBridge and looks at each entry's own result: a call that succeeds may still have refused some. */
export function busPublisher(bus: string, client: Pick<EventBridgeClient, "send"> = eventBridge()): Publish {
  return async (events, until) => {
    const taken = new Set<string>();
    for (const batch of batches(events)) {
      if (until?.aborted) break;
      const results = await put(client, bus, batch, until);
      batch.forEach(({ event }, index) => {
        if (results[index]?.EventId) taken.add(event.id);
      });
    }
    return taken;
  };
}

/** One call. A call that fails takes nothing and holds up no other: an event too large for the bus has one of its own. */
async function put(
  client: Pick<EventBridgeClient, "send">,
  bus: string,
  batch: readonly Sized[],
  until: AbortSignal | undefined,
): Promise<readonly PutEventsResultEntry[]> {
  const entries = batch.map(({ event, detail }) => ({
    EventBusName: bus,
    Source: event.source,
    DetailType: event.type,
    Detail: detail,
    Time: new Date(event.time),
  }));
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: entries }),
      until ? { abortSignal: until } : {},
    );
    return Entries;
  } catch (error) {
    log.error("a call to the bus failed", { eventIds: batch.map(({ event }) => event.id), ...errorFields(error) });
    return [];
  }
}

type Sized = { readonly event: DomainEvent; readonly detail: string };
function batches(events: readonly DomainEvent[]): Sized[][] {
  const all: Sized[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const detail = JSON.stringify(event);
    const weight = Buffer.byteLength(detail) + 1_000;
    const last = all.at(-1);
    if (!last || last.length === entriesPerCall || bytes + weight > bytesPerCall) {
      all.push([{ event, detail }]);
      bytes = weight;
    } else {
      last.push({ event, detail });
      bytes += weight;
    }
  }
  return all;
}
