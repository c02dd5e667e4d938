import * as z from "zod/mini";
import { type EventContract, envelope, sourceOf } from "#kernel/event";

/** What a document describes: the buses of one site, and who sends and receives what on them. */
export type EventApi = {
  readonly title: string;
  readonly version: string;
  readonly channels: Readonly<Record<string, EventChannel>>;
  /** By name, such as `payments.pay`. */
  readonly operations: Readonly<Record<string, EventOperation>>;
};
export type EventChannel = {
  /** The bus's name; what stands in braces differs from site to site. */
  readonly address: string;
  readonly description: string;
  readonly contracts: readonly DescribedContract[];
};
export type DescribedContract = { readonly contract: EventContract; readonly meaning: string };
export type EventOperation = {
  readonly action: "send" | "receive";
  /** A name in `channels`, whose contracts include all of these. */
  readonly channel: string;
  readonly contracts: readonly EventContract[];
  readonly summary: string;
};
type Json = { [member: string]: unknown };

/** The AsyncAPI 3.1 document of a site's events, made of the contracts that parse them. Pure: it reads only its argument. */
export function asyncApi({ title, version, channels, operations }: EventApi): Json {
  const contracts = Object.values(channels).flatMap((channel) => channel.contracts);
  return {
    asyncapi: "3.1.0",
    info: { title, version },
    defaultContentType: "application/json",
    channels: mapped(channels, channelOf),
    operations: mapped(operations, operationOf),
    components: {
      messages: Object.fromEntries(contracts.map((described) => [described.contract.type, messageOf(described)])),
    },
  };
}

const mapped = <Value>(values: Readonly<Record<string, Value>>, map: (value: Value) => Json): Json =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));

function channelOf({ address, description, contracts }: EventChannel): Json {
  const parameters = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return {
    address,
    description,
    parameters: Object.fromEntries(parameters.map((name) => [name, { description: `The code of the ${name}.` }])),
    messages: Object.fromEntries(
      contracts.map(({ contract: { type } }) => [type, { $ref: `#/components/messages/${type}` }]),
    ),
  };
}

const operationOf = ({ action, channel, contracts, summary }: EventOperation): Json => ({
  action,
  channel: { $ref: `#/channels/${channel}` },
  summary,
  messages: contracts.map(({ type }) => ({ $ref: `#/channels/${channel}/messages/${type}` })),
});

/** An event as it travels: the attributes of CloudEvents around its contract's data. */
function messageOf({ contract: { type, data }, meaning }: DescribedContract): Json {
  const { properties, ...shape } = jsonSchema(envelope) as { properties: Json };
  return {
    name: type,
    title: type.replace(/^archipelago\./, ""),
    summary: meaning,
    payload: {
      ...shape,
      properties: {
        ...properties,
        source: { type: "string", const: sourceOf(type) },
        type: { type: "string", const: type },
        data: jsonSchema(data),
      },
    },
  };
}

/** Draft 7 is what AsyncAPI's own schemas are written in. */
function jsonSchema(schema: z.ZodMiniType): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-7", unrepresentable: "any" }) as Json;
  return rest;
}
