/** How often a request is sent before its answer, or the lack of one, is final. */
export const attempts = 8;

/** Answers that another attempt may better: too many requests, and what gateways and crashed functions say. */
export const isPassing = (status: number): boolean => status === 429 || status >= 500;

/**
 * How long to wait before the next attempt, in milliseconds: what the server asks for, else full jitter up to
 * 200 ms, doubling to at most 10 s.
 * @param attempt the number of the attempt that failed, from 1
 * @param retryAfter the header `Retry-After`: seconds or an HTTP date
 * @param random from 0 to 1
 */
export function waitAfter(attempt: number, retryAfter: string | null, random: number, now: number): number {
  const asked = retryAfter === null ? Number.NaN : secondsOf(retryAfter, now);
  const backOff = random * Math.min(200 * 2 ** (attempt - 1), longest);
  return Number.isNaN(asked) ? backOff : Math.min(Math.max(asked, 0) * 1000, longest) + random * 100;
}

const longest = 10_000;

const secondsOf = (retryAfter: string, now: number): number =>
  /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now) / 1000;
