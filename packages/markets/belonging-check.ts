import { getCountryData, type TContinentCode, type TCountryCode } from "countries-list";
import type { MarketDefinition } from "./schema.ts";

/**
 * What of a definition is another country's: of a copied definition, what nobody looked at. Currencies, calling codes and
 * continents are those of the library `countries-list`, time zones those of the runtime.
 * @returns sentences that name the place and what belongs there
 */
export function* foreignParts(market: MarketDefinition): Generator<string> {
  const { countries, locale, currency, region, phonePrefix } = market;
  const known = countries.map((code) => ({ code, ...getCountryData(code as TCountryCode) }));
  for (const { code, continent } of known) if (!continent) yield `countries: there is no country ${code}`;
  const are = `of ${countries.join(", ")}`;

  if (!countries.includes(locale.slice(-2))) yield `locale: ${locale} is the language of no country ${are}`;
  const currencies = known.flatMap(({ currency: own }) => own ?? []);
  if (!currencies.includes(currency.code as never))
    yield `currency: ${currency.code} is not the money ${are}, which is ${currencies.join(" or ")}`;
  const places = decimalPlaces(currency.code);
  if (places !== currency.exponent) yield `currency.exponent: ${currency.code} has ${places} decimal places`;
  const calling = known.flatMap(({ phone }) => phone ?? []).map(String);
  if (!calling.some((code) => code.startsWith(phonePrefix) || phonePrefix.startsWith(code)))
    yield `phonePrefix: ${phonePrefix} is not the calling code ${are}, which is ${calling.join(" or ")}`;
  const near = neighbours[region.slice(0, 2)];
  const continents = known.flatMap(({ continent }) => continent ?? []);
  if (near && continents.length > 0 && !continents.some((one) => near.includes(one)))
    yield `region: ${region} is on another side of the world than ${countries.join(", ")}`;
  yield* foreignZones(market, are);
  yield* foreignNames(market, are);
}

function* foreignZones({ countries, address, time, nodes }: MarketDefinition, are: string) {
  const own = [...countries, ...(address.territories ?? []).map(({ country }) => country)].flatMap(zonesOf);
  if (own.length === 0) return;
  const all = [...time.zones, time.reporting, ...nodes.map(({ timeZone }) => timeZone)];
  for (const zone of new Set(all)) if (!own.includes(canonical(zone))) yield `time.zones: ${zone} is no clock ${are}`;
}

function* foreignNames({ countries, holidays, nodes, carriers }: MarketDefinition, are: string) {
  if (!countries.includes(holidays.country)) yield `holidays: ${holidays.country} is none ${are}`;
  for (const { id, holidays: kept } of nodes)
    if (!countries.includes(kept.country)) yield `nodes.${id}: the holidays of ${kept.country} are none ${are}`;
  for (const { id, tracking } of carriers)
    for (const rule of tracking)
      if (rule.check === "s10" && !countries.includes(rule.country))
        yield `carriers.${id}: post of ${rule.country} is no post ${are}`;
}

/** Continents that a region of AWS, by the first letters of its name, is near enough to. */
const neighbours: Readonly<Record<string, readonly TContinentCode[]>> = {
  us: ["NA", "SA"],
  ca: ["NA"],
  mx: ["NA", "SA"],
  sa: ["SA"],
  eu: ["EU", "AF", "AS"],
  il: ["AS", "AF", "EU"],
  me: ["AS", "AF", "EU"],
  af: ["AF"],
  ap: ["AS", "OC"],
};

const decimalPlaces = (currency: string): number | undefined =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;

/** The runtime lists zones by older names, too: `America/Indianapolis`. Both sides are read by the same runtime. */
const canonical = (zone: string): string =>
  new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;

/** @returns nothing where the runtime knows none: then nothing is held against it */
function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale("und", { region: country }) as Intl.Locale & { getTimeZones?(): readonly string[] };
  return (locale.getTimeZones?.() ?? []).map(canonical);
}

/** What no two markets have in common but by copying: land and its roads, and what is levied there. */
const tariffs: Readonly<Record<string, (market: MarketDefinition) => unknown>> = {
  nodes: ({ nodes }) => nodes,
  "address.postcode": ({ address }) => [address.postcode, address.samples],
  "delivery.zones": ({ delivery }) => delivery.zones,
  "delivery.zoneResolution": ({ delivery }) => [delivery.zoneResolution.rows, delivery.zoneResolution.exceptions],
  "delivery.parcelCosts": ({ delivery }) => delivery.parcelCosts,
  "tax.rules": ({ tax }) => tax.rules,
  "duty.rules": ({ duty }) => duty.rules,
};

/** What a market has word for word from another, or claims beside it. @returns sentences for the later of the two */
export function* takenFromOthers(market: MarketDefinition, others: readonly MarketDefinition[]): Generator<string> {
  for (const other of others) {
    if (market.region === other.region) yield `region: ${market.region} is where ${other.code} is`;
    for (const country of market.countries)
      if (other.countries.includes(country)) yield `countries: ${country} is served by ${other.code}`;
    for (const [place, of] of Object.entries(tariffs))
      if (asText(of(market)) !== "[]" && asText(of(market)) === asText(of(other)))
        yield `${place}: is that of ${other.code}, word for word`;
  }
}

const asText = (value: unknown): string =>
  JSON.stringify(value, (_, member) => (member instanceof RegExp ? String(member) : member));
