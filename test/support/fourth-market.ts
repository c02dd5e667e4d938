import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const found = `...found, source: "decided for a test [U]"`;
const node = (
  id: string,
  name: string,
  zone: string,
  postcode: string,
  at: string,
  timeZone: string,
  priority: number,
) =>
  `{ id: "${id}", name: "${name}", zone: "${zone}", postcode: "${postcode}", ${at}, timeZone: "${timeZone}",
     holidays: { country: "CA", subdivision: "${zone}" }, cutOff: "14:00", handlingDays: 1, priority: ${priority} }`;
const zone = (id: string, name: string, latitude: number, longitude: number) =>
  `${id}: { name: "${name}", latitude: ${latitude}, longitude: ${longitude} }`;

/** What a person would decide for Canada, as source, by the place in the definition. `as copied`: the other market's value
 *  is right for this one too, or stands in a file of its own. */
export const canada: Readonly<Record<string, string>> = {
  name: `"Canada"`,
  region: `"ca-central-1"`,
  countries: `["CA"]`,
  locale: `"en-CA"`,
  currency: `{ code: "CAD", exponent: 2 }`,
  time: `{
    zones: ["America/Toronto", "America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Halifax"],
    reporting: "America/Toronto",
  }`,
  holidays: `{ country: "CA" }`,
  address: `{
    writing: { strategy: "outward-inward" },
    postcode: /^[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] \\d[ABCEGHJ-NPRSTV-Z]\\d$/,
    postcodePrefix: /^[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z]$/,
    samples: ["M5V 3L9", "V6B 1A1", "T2P 1J9", "H2Y 1C6", "B3J 1S9"],
    source: "Canada Post, form of a postal code [U]",
    verifiedOn,
  }`,
  taxIds: "[]",
  phonePrefix: "as copied",
  categories: "as copied",
  orderLimits: "as copied",
  "payments.methods": "as copied",
  nodes: `[
    ${node("mississauga", "Mississauga, Ontario", "ON", "L5T 2N7", "latitude: 43.6, longitude: -79.7", "America/Toronto", 1)},
    ${node("richmond", "Richmond, British Columbia", "BC", "V6V 1A1", "latitude: 49.2, longitude: -123.1", "America/Vancouver", 2)},
    ${node("calgary", "Calgary, Alberta", "AB", "T2E 7P1", "latitude: 51.1, longitude: -114.0", "America/Edmonton", 3)},
  ]`,
  "delivery.zones": "as copied",
  "delivery.defaultZone": `"ON"`,
  "delivery.zoneResolution": `{
    strategy: "letter-area",
    rows: "NL A NS B PE C NB E QC G,H,J ON K,L,M,N,P MB R SK S AB T BC V NT X YT Y",
    exceptions: "",
    ${found},
  }`,
  "delivery.distance": `{
    strategy: "great-circle",
    unit: "kilometre",
    upTo: [100, 300, 600, 1000, 1600, 2400, 3200],
    farther: { NT: 2, YT: 2 },
    ${found},
  }`,
  "delivery.parcelCosts": `[
    {
      handling: { mississauga: minor(260), richmond: minor(290), calgary: minor(270) },
      carriage: [520, 560, 610, 690, 790, 890, 990, 1190, 1490].map(minor),
      ${found},
    },
  ]`,
  carriers: `[
    {
      id: "canada-post",
      name: "Canada Post",
      tracking: [{ check: "s10", country: "CA" }],
      source: "UPU S10 [U]",
      verifiedOn,
    },
  ]`,
  tax: `{
    strategy: "final-price",
    display: { prices: "tax-exclusive", source: "custom of trade [U]", verifiedOn },
    rounding: { mode: "half-up", source: "custom of trade [U]", verifiedOn },
    rules: [],
  }`,
  duty: `{ rules: [{ duty: "none-up-to", value: minor(2_000), base: "goods-and-freight", ${found} }] }`,
  fees: "as copied",
  payout: "as copied",
  returns: "as copied",
  privacy: `{
    requests: [
      {
        request: "access",
        zone: null,
        answer: { unit: "calendar-day", count: 30, roll: "none" },
        extendedTo: { unit: "calendar-day", count: 60, roll: "none" },
        ${found},
      },
    ],
    transfers: [],
    bulkLimits: [],
  }`,
  reporting: "as copied",
  autonomy: "as copied",
};

/** Canada's delivery zones, the one table that stands in a file of its own. */
const zones = `import type { MarketDefinition } from "../../schema.ts";

export const zones: MarketDefinition["delivery"]["zones"] = {
  ${[
    zone("AB", "Alberta", 53.9, -116.6),
    zone("BC", "British Columbia", 53.7, -127.6),
    zone("MB", "Manitoba", 53.8, -98.8),
    zone("NB", "New Brunswick", 46.6, -66.5),
    zone("NL", "Newfoundland and Labrador", 53.1, -57.7),
    zone("NS", "Nova Scotia", 44.7, -63.7),
    zone("NT", "Northwest Territories and Nunavut", 64.8, -124.8),
    zone("ON", "Ontario", 51.3, -85.3),
    zone("PE", "Prince Edward Island", 46.5, -63.4),
    zone("QC", "Quebec", 52.9, -73.5),
    zone("SK", "Saskatchewan", 52.9, -106.5),
    zone("YT", "Yukon", 64.3, -135.0),
  ].join(",\n  ")},
};
`;

/**
 * Decides, in the files of the market's folder and as a person would: each mark gives way to the value decided for its
 * place.
 * @throws Error when a place is marked for which nothing is decided, or the other way round
 */
export function decideCanada(folder: string): void {
  const open = new Set(Object.keys(canada));
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    writeFileSync(file, decided(readFileSync(file, "utf8"), open));
  }
  writeFileSync(join(folder, "zones.ts"), zones);
  if (open.size > 0) throw new Error(`not marked, but decided: ${[...open].join(", ")}`);
}

/** @param open the places that were not decided yet; those that this source has are taken out */
function decided(source: string, open: Set<string>): string {
  const tree = ts.createSourceFile("slice.ts", source, ts.ScriptTarget.Latest, true);
  const edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  const visit = (at: ts.Node, place: string): void => {
    if (ts.isCallExpression(at) && at.expression.getText(tree) === "undecided") {
      const value = canada[place];
      if (!open.delete(place) || value === undefined) throw new Error(`nothing is decided for ${place}`);
      const copied = at.arguments[0]?.getText(tree) ?? "";
      edits.push({ from: at.getStart(tree), to: at.end, text: value === "as copied" ? copied : value });
    }
    const name = ts.isPropertyAssignment(at) || ts.isVariableDeclaration(at) ? at.name.getText(tree) : "";
    ts.forEachChild(at, (child) => visit(child, [place, name].filter((part) => part !== "").join(".")));
  };
  visit(tree, "");
  return edits
    .toSorted((left, right) => right.from - left.from)
    .reduce((left, edit) => left.slice(0, edit.from) + edit.text + left.slice(edit.to), source)
    .replace('\nimport { undecided } from "../../undecided.ts";', "");
}
