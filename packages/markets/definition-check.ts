import { foreignParts } from "./belonging-check.ts";
import { orderCeilings } from "./order-ceilings.ts";
import { followEachOther } from "./schema/provenance.ts";
import { type MarketDefinition, marketSchema } from "./schema.ts";
import { mayServe, readPostcode } from "./serving.ts";
import { readRows } from "./strategies/code-tables.ts";
import { zoneOf } from "./strategies/zone-resolution.ts";
import { undecidedIn } from "./undecided.ts";
import { autonomySubjects } from "./vocabulary.ts";

/**
 * What is wrong with a definition, each line naming the place and the rule: `delivery.defaultZone: is no zone`.
 * @returns nothing when the definition can be deployed
 */
export function problemsOf(definition: unknown): readonly string[] {
  const open = undecidedIn(definition);
  if (open.length > 0) return open.map((place) => `${place}: is copied, and still has to be decided`);
  const result = marketSchema.safeParse(definition);
  if (!result.success) return result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return inconsistencies(result.data);
}

/** What a definition must also be, beyond the form of each field: each part fits the others. */
const inconsistencies = (market: MarketDefinition): readonly string[] => [
  ...identities(market),
  ...addresses(market),
  ...geography(market),
  ...costs(market),
  ...sizes(market),
  ...responsibilities(market),
  ...foreignParts(market),
];

function* identities({ categories, channels, payments, nodes, carriers, time }: MarketDefinition) {
  yield* repeated("categories", categories);
  yield* repeated("channels", channels);
  yield* repeated(
    "payments.methods",
    payments.methods.map(({ method }) => method),
  );
  yield* repeated(
    "nodes",
    nodes.map(({ id }) => id),
  );
  yield* repeated(
    "carriers",
    carriers.map(({ id }) => id),
  );
  if (!categories.includes("other")) yield 'categories: must offer "other", where all else ends';
  if (!channels.includes("shop-tab")) yield 'channels: must offer "shop-tab", the default';
  for (const zone of [time.reporting, ...nodes.map(({ timeZone }) => timeZone)])
    if (!time.zones.includes(zone)) yield `time.zones: lacks ${zone}`;
}

function* addresses(market: MarketDefinition) {
  for (const sample of market.address.samples)
    if (readPostcode(market, sample) !== sample) yield `address.samples: ${sample} does not fit the pattern`;
    else if (!mayServe(market, { country: market.countries[0] ?? "", postcode: sample }))
      yield `address.samples: ${sample} is not served`;
  for (const { country } of market.address.elsewhere ?? [])
    if (market.countries.includes(country)) yield `address.elsewhere: ${country} is one of the countries served`;
  for (const { country, of, region } of market.address.territories ?? []) {
    if (!market.countries.includes(of)) yield `address.territories.${country}: ${of} is not served`;
    if (market.countries.includes(country)) yield `address.territories.${country}: is one of the countries itself`;
    if (!(region in market.delivery.zones)) yield `address.territories.${country}: ${region} is no zone`;
  }
  for (const { id, postcode, zone } of market.nodes) {
    if (readPostcode(market, postcode) !== postcode) yield `nodes.${id}: ${postcode} does not fit the pattern`;
    if (zoneOf(market, { postcode }) !== zone) yield `nodes.${id}: ${postcode} is not in ${zone}`;
  }
}

function* geography({ delivery, privacy, carriers }: MarketDefinition) {
  const { zones, defaultZone, zoneResolution, distance } = delivery;
  const mentioned = {
    "delivery.defaultZone": [defaultZone],
    "delivery.zoneResolution.rows": readRows(zoneResolution.rows).map(({ zone }) => zone),
    "delivery.zoneResolution.exceptions": readRows(zoneResolution.exceptions).map(({ zone }) => zone),
    "delivery.distance.farther": Object.keys(distance.farther),
    "privacy.requests": privacy.requests.flatMap(({ zone }) => zone ?? []),
  };
  for (const [place, ids] of Object.entries(mentioned))
    for (const id of new Set(ids)) if (!(id in zones)) yield `${place}: ${id} is no zone`;
  if (carriers.every(({ doesNotReach }) => doesNotReach)) yield "carriers: one must deliver everywhere";
  if (!ascending(distance.upTo)) yield "delivery.distance.upTo: must ascend";
}

function* sizes({ nodes, orderLimits: { maximumLines } }: MarketDefinition) {
  if (maximumLines * nodes.length > orderCeilings.places)
    yield `orderLimits.maximumLines: must be at most ${Math.floor(orderCeilings.places / nodes.length)} with ${nodes.length} nodes, the technical limit`;
}

function* costs({ nodes, delivery, tax, duty, fees }: MarketDefinition) {
  for (const { carriage, handling, validFrom } of delivery.parcelCosts) {
    if (!ascending(carriage)) yield `delivery.parcelCosts ${validFrom}: farther must not be cheaper`;
    if (nodes.length !== Object.keys(handling).length || nodes.some(({ id }) => !(id in handling)))
      yield `delivery.parcelCosts ${validFrom}: handling must name each node, and only nodes`;
  }
  for (const { tax: name, ...rule } of tax.rules)
    for (const [zone = ""] of "percentByZone" in rule ? rule.percentByZone.matchAll(/[A-Z]+/g) : [])
      if (!(zone in delivery.zones)) yield `tax.rules.${name}: ${zone} is no zone`;
  for (const rule of duty.rules)
    if (rule.duty === "tiered-simplified" && !ascending(rule.tiers.map(({ upTo }) => upTo)))
      yield "duty.rules.tiered-simplified: tiers must ascend";
  for (const { fee, tiers } of fees)
    if (tiers.findIndex(({ below }) => below === null) !== tiers.length - 1)
      yield `fees.${fee}: the last tier, and only the last, has no upper bound`;
}

/** On every day from the first on record, exactly one answer to who decides on a subject. */
function* responsibilities({ autonomy }: MarketDefinition) {
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
