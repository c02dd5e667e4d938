/** Others wrote the same items at the same time, again and again. The request may be tried again later. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";
}

/** How often a write that lost against others is tried before the caller hears of it. */
export const attemptsUnderContention = 10;

/** Waits with full jitter: up to 10 ms after the first attempt, doubling to at most 320 ms. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** Math.min(attempt - 1, 5)));
