import * as z from "zod";
import { country, timeZone } from "./figures.ts";

/** The market's clocks, as IANA time zones. */
export const time = z.strictObject({
  /** All zones of the market. Not read yet but by the check that each node's is among them. */
  zones: z.array(timeZone).min(1),
  /** The one in which days and hours are reported, and in which dated entries begin and end. */
  reporting: timeZone,
});

/**
 * Which public holidays count: `country` and `subdivision` as the library `date-holidays` names them. They decide what a
 * working day is. Not read yet: for deadlines in working days, which `returns` and `privacy` have.
 */
export const holidays = z.strictObject({ country, subdivision: z.optional(z.string()) });
