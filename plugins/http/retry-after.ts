/**
 * The wait that a `Retry-After` header asks for, in milliseconds: seconds, or an HTTP date, which is measured against the
 * answer's own `Date` where there is one, since clocks differ. Undefined where it says nothing usable.
 */
export function retryAfterMs(
  retryAfter: string | undefined,
  date: string | undefined,
  now: number,
): number | undefined {
  const value = retryAfter?.trim() ?? ''
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Number(value) * 1000
  // Date.parse takes nearly anything for a date; those of HTTP begin with a weekday and end in GMT.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .* GMT$/.test(value)) return undefined
  const theirs = Date.parse(date ?? '')
  const ms = Date.parse(value) - (Number.isNaN(theirs) ? now : theirs)
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0)
}
