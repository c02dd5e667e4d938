import * as z from "zod";
import { country, timeZone } from "./figures.ts";

/** All time zones of the market, and the one in which its days and hours are reported. */
export const time = z.strictObject({ zones: z.array(timeZone).min(1), reporting: timeZone });

/**
 * Which public holidays count: `country` and `subdivision` as the library `date-holidays` names them. They decide what a
 * working day is.
 */
export const holidays = z.strictObject({ country, subdivision: z.optional(z.string()) });
