import * as z from "zod";
import { amount, latitude, longitude, slug } from "./figures.ts";
import { dated, history } from "./provenance.ts";

/** A delivery zone and the point that distances to it are measured to, in degrees. */
const zone = z.strictObject({ name: z.string().min(1), latitude, longitude });

/**
 * From a postcode to a delivery zone. `rows` reads `ZONE list ZONE list …`; a list is comma-separated and may hold ranges.
 * Kept as text because functions carry it; it is parsed at the first look-up.
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

/** What sending one parcel costs the marketplace: handling by the node's id, and carriage by distance zone from 1 to 9. */
const parcelCosts = history({ handling: z.record(slug, amount), carriage: z.array(amount).length(9) });

/** Where goods go, and what it costs the marketplace to send them there. */
export const delivery = z.strictObject({
  /** Delivery zones by id. */
  zones: z.record(z.string(), zone),
  /** Taken where neither postcode nor region says where a buyer or seller is. */
  defaultZone: z.string(),
  zoneResolution,
  distance,
  parcelCosts,
});
