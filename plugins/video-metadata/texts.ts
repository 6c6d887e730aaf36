/** Longer texts than this in metadata are rare, and no longer help on a card. */
const MAX_CHARACTERS = 300

/**
 * The text in a metadata value on one line, bounded, without control characters and marks of direction (U+202A to U+202E,
 * U+2066 to U+2069), which would turn the rest of the row around; undefined where there is none.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .slice(0, MAX_CHARACTERS * 4)
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  if (text === '') return undefined
  return text.length > MAX_CHARACTERS
    ? `${text.slice(0, MAX_CHARACTERS).replace(/[\s\ud800-\udbff]+$/, '')}…`
    : text
}

/** A finite number above 0, whether MediaInfo gives it as a number or as a text; else undefined. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number.parseFloat(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined
}

/** Seconds as people write them: `0:07`, `12:30`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

/** `12 MB`, `850 KB`: decimal units, as file managers count. */
export function byteWords(bytes: number): string {
  return scaled(bytes, ['bytes', 'KB', 'MB', 'GB', 'TB'])
}

/** `5.2 Mbit/s` from bits per second. */
export function bitRateWords(bitsPerSecond: number): string {
  return scaled(bitsPerSecond, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'])
}

function scaled(amount: number, units: readonly string[]): string {
  let value = amount
  let at = 0
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1000
    at += 1
  }
  return `${value < 9.95 && at > 0 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[at]}`
}
