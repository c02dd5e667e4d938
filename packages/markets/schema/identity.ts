import * as z from "zod";
import { country } from "./figures.ts";

/** Two to eight lower-case letters; part of names, addresses and event sources. */
export const code = z
  .string()
  .regex(/^[a-z]{2,8}$/)
  .refine((text) => text !== "central", "is taken by the centre");

/** The market's name in its own language, for people. Not read yet: for pages and papers. */
export const name = z.string().min(1);

/** The AWS region where all of it lives. */
export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);

/** Countries that buyers may be in, ISO 3166-1 alpha-2; the first is taken where a seller names none. */
export const countries = z.array(country).min(1);

/** Language and country of the people here, BCP 47: `pt-BR`. Not read yet: for pages and papers. */
export const locale = z.string().regex(/^[a-z]{2}-[A-Z]{2}$/);

/** The one currency of the market: its ISO 4217 code, and how many decimal places its minor unit is. */
export const currency = z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), exponent: z.int().min(0).max(4) });
