import * as z from "zod/mini";

/** What copying leaves around a word: space of every kind, byte order marks, marks of zero width and of direction. */
const around = "[\\s\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]+";
const atEitherEnd = new RegExp(`^${around}|${around}$`, "g");

/** A word as it is kept: nothing invisible around it, and letters with accents in their one form (Unicode NFC), so that
 *  two words that look alike are alike. */
export const tidy = (text: string): string => text.replace(atEitherEnd, "").normalize("NFC");

/** No control character, no line break of Unicode, no half of a surrogate pair: what stores, logs and papers all can hold. */
const printable = "[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]";

/** A name or an id that people or other systems chose: kept `tidy`, in one line.
 *  @param longest characters, counted as code points @param except a lookahead for what is none though it looks so */
export const word = (longest: number, except = "") =>
  z
    .string()
    .check(
      z.overwrite(tidy),
      z.regex(
        new RegExp(`^${except}${printable}{1,${longest}}$`, "u"),
        `must be 1 to ${longest} characters in one line, none of them a control character`,
      ),
    );
