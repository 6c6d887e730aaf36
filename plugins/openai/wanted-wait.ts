/** The parts of a duration such as `6m0s`, `1.5s` or `120ms`, and what they are in milliseconds. */
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/**
 * How long a service wants to be left alone, in milliseconds: `retry-after-ms`, `retry-after` in seconds or as a date, or
 * the time until the limit that is used up (`x-ratelimit-remaining-…: 0`) is full again. Undefined where it says nothing.
 */
export function wantedWaitMs(headers: Headers | undefined, now: number): number | undefined {
  if (headers === undefined) return undefined
  const ms = headers.get('retry-after-ms') ?? ''
  if (/^\d+(\.\d+)?$/.test(ms)) return Number(ms)
  const after = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}(\.\d+)?$/.test(after)) return Number(after) * 1000
  if (/^\w{3},.* GMT$/.test(after)) {
    // By the clock of the service, since clocks differ.
    const theirs = Date.parse(headers.get('date') ?? '')
    const until = Date.parse(after) - (Number.isNaN(theirs) ? now : theirs)
    if (!Number.isNaN(until)) return Math.max(until, 0)
  }
  const resets = ['requests', 'tokens']
    .filter((what) => headers.get(`x-ratelimit-remaining-${what}`) === '0')
    .map((what) => durationMs(headers.get(`x-ratelimit-reset-${what}`) ?? ''))
    .filter((reset) => reset !== undefined)
  return resets.length === 0 ? undefined : Math.max(...resets)
}

function durationMs(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)/g)]
  if (parts.length === 0) return undefined
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (unitMs[unit] ?? 0), 0)
}
