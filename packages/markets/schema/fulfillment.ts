import * as z from "zod";
import { holidays } from "./calendar.ts";
import { country, days, latitude, longitude, slug, timeZone, withoutFlags } from "./figures.ts";
import { sourced } from "./provenance.ts";

/** A warehouse. What is not read yet of it waits for promised days of delivery, and for labels. */
const node = z.strictObject({
  /** At most as long as a request may name it. */
  id: slug.max(32),
  /** For people. Not read yet. */
  name: z.string().min(1),
  /** The delivery zone it stands in. */
  zone: z.string(),
  /** Not read yet but by the check that it leads to `zone`. */
  postcode: z.string(),
  latitude,
  longitude,
  /** In which `cutOff` is meant. Not read yet. */
  timeZone,
  /** On which it does not work. Not read yet. */
  holidays,
  /** Local time before which an order starts on the same working day, `14:00`. Not read yet. */
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Working days from start to dispatch. Not read yet. */
  handlingDays: days,
  /** Chosen first among nodes that are equally near and equally dear; smaller wins. */
  priority: z.int().min(1),
});

/** Who takes parcels over; a shipment names it by `id`. */
const carrier = sourced({
  id: slug,
  /** For people. Not read yet. */
  name: z.string().min(1),
  /** Where it brings nothing, by what postcodes begin with and by region: a shipment that goes there names another carrier. */
  doesNotReach: z.optional(z.strictObject({ postcodes: withoutFlags, regions: z.array(z.string()) })),
  /** Checks of which a tracking number of this carrier passes one; none where no rule is known. */
  tracking: z.array(
    z.discriminatedUnion("check", [
      /** UPU S10: two letters, nine digits, the country's two letters. */
      z.strictObject({ check: z.literal("s10"), country }),
      /** UPS: `1Z`, fifteen characters, and a digit that checks them. */
      z.strictObject({ check: z.literal("ups-1z") }),
      /** USPS Intelligent Mail package barcode. */
      z.strictObject({ check: z.literal("usps-impb") }),
      /** FedEx Express: 12 digits, the last of which checks the others, and the barcode that ends in them. */
      z.strictObject({ check: z.literal("fedex-express") }),
      /** FedEx Ground: 15 digits, the last of which checks the others, and the barcodes that hold them. */
      z.strictObject({ check: z.literal("fedex-ground") }),
    ]),
  ),
});

/** The market's warehouses. */
export const nodes = z.array(node).min(3);

/** Who carries parcels here. */
export const carriers = z.array(carrier).min(1);
