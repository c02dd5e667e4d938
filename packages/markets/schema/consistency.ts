import type { Market } from "../schema.ts";
import { readPostcode } from "../serving.ts";
import { readRows } from "../strategies/code-tables.ts";
import { zoneOf } from "../strategies/zone-resolution.ts";
import { autonomySubjects } from "../vocabulary.ts";
import { followEachOther } from "./provenance.ts";

/** What a definition must also be, beyond the form of each field: each part fits the others. */
export const inconsistencies = (market: Market): readonly string[] => [
  ...identities(market),
  ...addresses(market),
  ...geography(market),
  ...costs(market),
  ...responsibilities(market),
];

function* identities({ categories, channels, payments, fulfillment, time }: Market) {
  yield* repeated("categories", categories);
  yield* repeated("channels", channels);
  yield* repeated(
    "payments.methods",
    payments.methods.map(({ method }) => method),
  );
  yield* repeated(
    "fulfillment.nodes",
    fulfillment.nodes.map(({ id }) => id),
  );
  yield* repeated(
    "fulfillment.carriers",
    fulfillment.carriers.map(({ id }) => id),
  );
  if (!categories.includes("other")) yield 'categories: must offer "other", where all else ends';
  if (!channels.includes("shop-tab")) yield 'channels: must offer "shop-tab", the default';
  for (const zone of [time.reporting, ...fulfillment.nodes.map(({ timeZone }) => timeZone)])
    if (!time.zones.includes(zone)) yield `time.zones: lacks ${zone}`;
}

function* addresses(market: Market) {
  for (const sample of market.address.samples)
    if (readPostcode(market, sample) !== sample) yield `address.samples: ${sample} does not fit the pattern`;
  for (const { id, postcode, zone } of market.fulfillment.nodes) {
    if (readPostcode(market, postcode) !== postcode)
      yield `fulfillment.nodes.${id}: ${postcode} does not fit the pattern`;
    if (zoneOf(market, { postcode }) !== zone) yield `fulfillment.nodes.${id}: ${postcode} is not in ${zone}`;
  }
}

function* geography({ fulfillment, privacy }: Market) {
  const { zones, defaultZone, zoneResolution, distance } = fulfillment;
  const mentioned = {
    "fulfillment.defaultZone": [defaultZone],
    "fulfillment.zoneResolution.rows": readRows(zoneResolution.rows).map(({ zone }) => zone),
    "fulfillment.zoneResolution.exceptions": readRows(zoneResolution.exceptions).map(({ zone }) => zone),
    "fulfillment.distance.farther": Object.keys(distance.farther),
    "privacy.requests": privacy.requests.flatMap(({ zone }) => zone ?? []),
  };
  for (const [place, ids] of Object.entries(mentioned))
    for (const id of new Set(ids)) if (!(id in zones)) yield `${place}: ${id} is no zone`;
  if (!ascending(distance.upTo)) yield "fulfillment.distance.upTo: must ascend";
}

function* costs({ fulfillment, tax, duty, fees }: Market) {
  const nodes = fulfillment.nodes.map(({ id }) => id);
  for (const { carriage, handling, validFrom } of fulfillment.parcelCosts) {
    if (!ascending(carriage)) yield `fulfillment.parcelCosts ${validFrom}: farther must not be cheaper`;
    if (nodes.length !== Object.keys(handling).length || nodes.some((id) => !(id in handling)))
      yield `fulfillment.parcelCosts ${validFrom}: handling must name each node, and only nodes`;
  }
  for (const { tax: name, ...rule } of tax.rules)
    for (const [zone = ""] of "percentByZone" in rule ? rule.percentByZone.matchAll(/[A-Z]+/g) : [])
      if (!(zone in fulfillment.zones)) yield `tax.rules.${name}: ${zone} is no zone`;
  for (const rule of duty.rules)
    if (rule.duty === "tiered-simplified" && !ascending(rule.tiers.map(({ upTo }) => upTo)))
      yield "duty.rules.tiered-simplified: tiers must ascend";
  for (const { fee, tiers } of fees)
    if (tiers.findIndex(({ below }) => below === null) !== tiers.length - 1)
      yield `fees.${fee}: the last tier, and only the last, has no upper bound`;
}

/** On every day from the first on record, exactly one answer to who decides on a subject. */
function* responsibilities({ autonomy }: Market) {
  for (const subject of autonomySubjects) {
    const entries = autonomy.filter((entry) => entry.subject === subject);
    if (!followEachOther(entries) || entries.at(-1)?.validTo !== null)
      yield `autonomy: ${subject} must be decided by exactly one at any time, without end`;
  }
}

function* repeated(place: string, values: readonly string[]) {
  for (const value of new Set(values.filter((value, index) => values.indexOf(value) !== index)))
    yield `${place}: ${value} stands twice`;
}

const ascending = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || (values[index - 1] ?? value) <= value);
