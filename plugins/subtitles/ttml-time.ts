/** What frames and ticks last, as the head of a file says. */
export interface TtmlClock {
  /** Frames a second. */
  readonly frameRate: number
  /** Ticks a second. */
  readonly tickRate: number
}

/**
 * Seconds of a time in TTML: `00:01:02.5`, `00:01:02:12` with frames, `62.5s`, `1500ms`, `1.5m`, `0.5h`, `750f`, `625000t`.
 * Undefined where it is none of these.
 */
export function ttmlSeconds(
  text: string | undefined,
  { frameRate, tickRate }: TtmlClock,
): number | undefined {
  const clock = /^\s*(\d{1,4}):(\d{1,2}):(\d{1,2}(?:\.\d{1,9})?)(?::(\d{1,4})(?:\.\d+)?)?\s*$/.exec(
    text ?? '',
  )
  if (clock) {
    const [, hours, minutes, seconds, frames = '0'] = clock
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(frames) / frameRate
  }
  const offset = /^\s*(\d{1,15}(?:\.\d{1,9})?)(h|m|s|ms|f|t)\s*$/.exec(text ?? '')
  if (!offset) return undefined
  const factors: Readonly<Record<string, number>> = {
    h: 3600,
    m: 60,
    s: 1,
    ms: 0.001,
    f: 1 / frameRate,
    t: 1 / tickRate,
  }
  return Number(offset[1]) * (factors[offset[2] ?? 's'] ?? 1)
}
