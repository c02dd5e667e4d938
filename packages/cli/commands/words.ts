import { InvalidArgumentError } from "commander";

/** For options that may be given several times. */
export const several = (word: string, words: readonly string[] = []): readonly string[] => [...words, word];

/** A whole number of at least `least`. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`must be a whole number of at least ${least}`);
    return value;
  };
