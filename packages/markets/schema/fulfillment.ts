import * as z from "zod";
import { holidays } from "./calendar.ts";
import { country, days, latitude, longitude, slug, timeZone } from "./figures.ts";
import { sourced } from "./provenance.ts";

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

/** The market's warehouses. */
export const nodes = z.array(node).min(3);

/** Who carries parcels here. */
export const carriers = z.array(carrier).min(1);
