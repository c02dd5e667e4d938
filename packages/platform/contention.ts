/** Others wrote the same items at the same time, again and again. The request may be tried again later. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";
}

/** How often a write that lost against others is tried before the caller hears of it. */
export const attemptsUnderContention = 10;

/** Waits with full jitter: up to 10 ms after the first attempt, doubling to at most 320 ms. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** Math.min(attempt - 1, 5)));

/** What an attempt answers that lost against others and may win the next time. */
export const lost = Symbol("lost");

/**
 * Tries again, after a pause, until an attempt no longer loses against others.
 * @param attempt is given its number, from 1
 * @param complaint what is said when all attempts lost, such as "the order is changed too often"
 * @throws ContentionError after `attemptsUnderContention` lost attempts
 */
export async function untilWon<Result>(
  attempt: (number: number) => Promise<Result | typeof lost>,
  complaint: string,
): Promise<Result> {
  for (let number = 1; number <= attemptsUnderContention; number++) {
    const result = await attempt(number);
    if (result !== lost) return result;
    await pause(number);
  }
  throw new ContentionError(complaint);
}
