import * as z from "zod/mini";

/** Why a provider refused, as a word for programs: `declined`, `authorisation-expired`. */
export const reasonCode = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));
