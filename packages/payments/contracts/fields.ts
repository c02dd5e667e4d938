import * as z from "zod/mini";
import type { Minor } from "#kernel/money";

/** Integer minor units of the market's currency, never negative. */
export const amount = z.int().check(z.gte(0)) as unknown as z.ZodMiniType<Minor, number>;

/** Why a provider refused, as a word for programs: `declined`, `authorisation-expired`. */
export const reasonCode = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));
