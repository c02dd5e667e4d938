import * as z from "zod";
import { amount, country, days, slug, timeZone } from "./figures.ts";
import { dated, history, sourced } from "./provenance.ts";

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** Which public holidays count: `country` and `subdivision` as the library `date-holidays` names them. */
export const holidays = z.strictObject({ country, subdivision: z.optional(z.string()) });

/** A warehouse. */
const node = z.strictObject({
  /** At most as long as a request may name it. */
  id: slug.max(32),
  name: z.string().min(1),
  /** The delivery zone it stands in. */
  zone: z.string(),
  postcode: z.string(),
  latitude,
  longitude,
  timeZone,
  holidays,
  /** Local time until which an order starts on the same working day, `14:00`. */
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Working days from start to dispatch. */
  handlingDays: days,
  /** Chosen first among nodes that are equally near and equally dear; smaller wins. */
  priority: z.int().min(1),
});

/** A delivery zone and the point that distances to it are measured to, in degrees. */
const zone = z.strictObject({ name: z.string().min(1), latitude, longitude });

/**
 * From a postcode to a delivery zone. `rows` reads `ZONE list ZONE list …`; a list is comma-separated and may hold ranges.
 * Kept as text because every function carries it: the tables are parsed at the first look-up.
 */
const zoneResolution = z.discriminatedUnion("strategy", [
  /** By the first three digits (`010-027`); `exceptions` lists five-digit codes that belong elsewhere. */
  dated({ strategy: z.literal("three-digit-prefix"), rows: z.string(), exceptions: z.string() }),
  /** By the letters a code begins with (`SW`); `exceptions` lists areas or districts (`AB31-38`) that belong elsewhere. */
  dated({ strategy: z.literal("letter-area"), rows: z.string(), exceptions: z.string() }),
]);

/** From a node and a zone to a distance zone, 1 (near) to 9 (far). */
const distance = z.discriminatedUnion("strategy", [
  dated({
    /** Great-circle distance from the node to the zone's point; a node's own zone is always 1. */
    strategy: z.literal("great-circle"),
    unit: z.enum(["mile", "kilometre"]),
    /** Upper bounds of distance zones 1, 2, 3 …, inclusive; beyond the last lies one more. Ascending, at most eight. */
    upTo: z.array(z.number().positive()).min(1).max(8),
    /** Distance zones to add where carriers ask more than the distance explains. Never beyond 9. */
    farther: z.record(z.string(), z.int().min(1).max(8)),
  }),
]);

/** What sending one parcel costs the marketplace: handling at the node and carriage by distance zone. */
const parcelCosts = history({ handling: z.record(slug, amount), carriage: z.array(amount).length(9) });

const carrier = sourced({
  id: slug,
  name: z.string().min(1),
  /** Checks that a tracking number of this carrier passes, one of them; none where no rule is known. */
  tracking: z.array(
    z.discriminatedUnion("check", [
      /** UPU S10: two letters, nine digits, the country's two letters. */
      z.strictObject({ check: z.literal("s10"), country }),
      z.strictObject({ check: z.literal("ups-1z") }),
      z.strictObject({ check: z.literal("usps-impb") }),
    ]),
  ),
});

export const fulfillment = z.strictObject({
  nodes: z.array(node).min(3),
  /** Delivery zones by id. */
  zones: z.record(z.string(), zone),
  /** Taken where neither postcode nor region says where a buyer or seller is. */
  defaultZone: z.string(),
  zoneResolution,
  distance,
  parcelCosts,
  carriers: z.array(carrier).min(1),
});
