/** Longest wait that a `Retry-After` can order, in milliseconds: a mistaken value must not park work for the day that tokens live. */
const longestMs = 3_600_000

/**
 * When to try again, milliseconds since the epoch, from a `Retry-After` header: seconds, or an HTTP date, which is
 * measured against the answer's own `Date` where there is one, since clocks differ. Undefined where the header says nothing usable.
 */
export function retryTime(
  retryAfter: string | undefined,
  date: string | undefined,
  now: number,
): number | undefined {
  const ms = waitMs(retryAfter?.trim() ?? '', date, now)
  return Number.isNaN(ms) ? undefined : now + Math.min(Math.max(ms, 0), longestMs)
}

function waitMs(retryAfter: string, date: string | undefined, now: number): number {
  if (/^\d+(\.\d+)?$/.test(retryAfter)) return Number(retryAfter) * 1000
  // Date.parse takes nearly anything for a date; those of HTTP begin with a weekday and end in GMT.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .* GMT$/.test(retryAfter)) return Number.NaN
  const theirs = Date.parse(date ?? '')
  return Date.parse(retryAfter) - (Number.isNaN(theirs) ? now : theirs)
}
