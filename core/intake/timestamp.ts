const isoDateTime =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}(?::?\d{2})?)$/

/**
 * Reads an ISO 8601 date and time with an offset, with or without a fraction of the second, into milliseconds since
 * the epoch. Undefined for anything else: `Date.parse` would also take `Jan 1 2020`, `2020` and 31 February.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = isoDateTime.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as Six
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  const offset = offsetMs(match[8] as string)
  if (hour > 23 || minute > 59 || second > 59 || offset === undefined) return undefined
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds))
  // Date.UTC rolls 31 February over into March and takes years below 100 for 19xx; what it changed was not a date.
  const kept = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return kept ? date.getTime() - offset : undefined
}

type Six = [number, number, number, number, number, number]

function offsetMs(text: string): number | undefined {
  if (text === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(3).replace(':', ''))
  if (hours > 23 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
