import type { Market } from "../schema.ts";
import { type CodeTable, type CodeTableText, letterAreas, threeDigitPrefixes } from "./code-tables.ts";

/** An id from the market's delivery zones: a state, a province, a region. */
export type ZoneId = string;

/** What may be known of where somebody is. `region` is a zone's id or name, or `CC-id` as in ISO 3166-2. */
export type Place = {
  readonly postcode?: string | undefined;
  readonly postcodePrefix?: string | undefined;
  readonly region?: string | undefined;
};

type ZoneResolution = Market["delivery"]["zoneResolution"];

const strategies: { readonly [Name in ZoneResolution["strategy"]]: (text: CodeTableText) => CodeTable } = {
  "three-digit-prefix": threeDigitPrefixes,
  "letter-area": letterAreas,
};

/**
 * The delivery zone of a place: by its postcode, else its prefix, else its region, else the market's default zone. What
 * is unknown or makes no sense is passed over, so there is always an answer.
 */
export function zoneOf(market: Pick<Market, "delivery">, { postcode, postcodePrefix, region }: Place): ZoneId {
  const { zoneResolution, zones, defaultZone } = market.delivery;
  const byCode = parsedOnce(zoneResolution, ({ strategy }) => strategies[strategy](zoneResolution));
  const byName = parsedOnce(zones, zoneNames);
  return (
    (postcode && byCode(postcode.trim().toUpperCase())) ||
    (postcodePrefix && byCode(postcodePrefix.trim().toUpperCase())) ||
    (region && byName(spelled(region))) ||
    defaultZone
  );
}

/** Accents are often left away, and may be written in two ways. */
const spelled = (region: string): string => region.trim().normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();

function zoneNames(zones: Market["delivery"]["zones"]): CodeTable {
  const ids = new Map(
    Object.entries(zones).flatMap(([id, { name }]) => [
      [spelled(id), id],
      [spelled(name), id],
    ]),
  );
  return (region) => ids.get(region) ?? ids.get(region.replace(/^[A-Z]{2}-/, ""));
}

const tables = new WeakMap<object, CodeTable>();

/** Definitions keep their tables as text; the first look-up pays for reading it. */
function parsedOnce<Source extends object>(source: Source, parse: (source: Source) => CodeTable): CodeTable {
  const table = tables.get(source) ?? parse(source);
  tables.set(source, table);
  return table;
}
