import { publishingTables } from "#infra/tables";
import { type CataloguedEvent, eventCatalogue, type Leg } from "./event-catalogue.ts";
import { type Start, type StartedFunction, startedFunctions } from "./function-starts.ts";

/** The catalogue for people, line by line: every event on its way, then what starts the functions that no event reaches. */
export async function catalogueText(): Promise<readonly string[]> {
  const functions = await startedFunctions();
  const by = <By extends Start["by"]>(kind: By) =>
    functions.flatMap((one) =>
      one.start.by === kind ? [{ ...one, start: one.start as Extract<Start, { by: By }> }] : [],
    );
  const streams = [...new Set(by("stream").flatMap(({ start }) => start.tables))].sort();
  const rhythms = [...new Set(by("clock").map(({ start }) => start.everyMinutes))].sort((one, other) => one - other);
  return [
    ...(await eventCatalogue()).flatMap(eventText),
    "What the tables' streams feed",
    "",
    ...streams.flatMap((table) => [
      table,
      ...by("stream")
        .filter(({ start }) => start.tables.includes(table))
        .flatMap((one) => arrow({ ...one, impact: one.start.relays ? impactOf(table) : one.impact })),
      "",
    ]),
    "What waits in a queue for a worker",
    "",
    ...by("work").flatMap((one) => [...one.start.from.map((file) => `from ${file}`), ...arrow(one), ""]),
    "What the clock starts",
    "",
    ...rhythms.flatMap((minutes) => [
      minutes === 1 ? "every minute" : `every ${minutes} minutes`,
      ...by("clock")
        .filter(({ start }) => start.everyMinutes === minutes)
        .flatMap((one) => arrow(one)),
      "",
    ]),
    "What requests start",
    "",
    ...by("requests").flatMap((one) => [
      ...one.start.routes.map((key) => (key === "$default" ? "everything that is no route" : key)),
      ...arrow(one),
      "",
    ]),
    "What sign-ins start",
    "",
    "before Cognito signs a token",
    ...by("token").flatMap((one) => arrow(one)),
  ];
}

const impactOf = (table: string): string => publishingTables.find(({ name }) => name === table)?.publishes.impact ?? "";

const eventText = (event: CataloguedEvent): string[] => [
  event.contract.type.replace("archipelago.", ""),
  `  ${event.meaning}`,
  `  made in ${event.publishers.join(", ")}`,
  ...event.legs.flatMap(legText),
  "",
];

const buses: Readonly<Record<Leg["bus"], string>> = {
  market: "the market's bus",
  ingress: "the bus that the centre has for this market",
  central: "the centre's bus",
  directives: "the market's bus for directives",
};

function legText({ bus, by, table, consumers }: Leg): string[] {
  const from = table === undefined ? "" : `, from the stream of the table ${table}`;
  return [
    `  put on ${buses[bus]} by ${by.join(", ")}${from}`,
    ...consumers.flatMap((one) => arrow(one, stampText(one.start))).map((line) => `  ${line}`),
    ...(consumers.length === 0 ? ["  → nobody yet"] : []),
  ];
}

/** What the rule of the ingress bus makes of the event. */
const stampText = (start: Start): string =>
  start.by === "crossing" ? `, as ${JSON.stringify(start.stamp("<the market>", "<the event>"))}` : "";

const arrow = ({ file, impact }: StartedFunction, as = ""): string[] => [
  `→ ${file}${as}`,
  ...(impact === undefined ? [] : [`  while it is stuck: ${impact}`]),
];
