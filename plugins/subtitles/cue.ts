/** One subtitle: a text and when it is seen. */
export interface Cue {
  /** Seconds from the beginning. */
  readonly start: number
  /** Seconds from the beginning, after `start`; undefined where the file does not say. */
  readonly end: number | undefined
  /** Plain text, its lines apart. */
  readonly lines: readonly string[]
  readonly speaker?: string | undefined
}

/** What a reader makes of a file. */
export interface Subtitles {
  /** In the order of the file. */
  readonly cues: readonly Cue[]
  /** How many could not be read, since their times make no sense. */
  readonly broken: number
  /** A language tag, as the file declares it. */
  readonly language?: string | undefined
  readonly title?: string | undefined
  /** Of a song. */
  readonly artist?: string | undefined
  readonly album?: string | undefined
  /** Frames a second that times were computed with. */
  readonly frameRate?: number | undefined
  /** The file does not say its frame rate. */
  readonly isRateAssumed?: boolean
}

/** Longer than any recording, in seconds: beyond it a time is a mistake. */
const MAX_SECONDS = 100 * 3600

/** A cue, or undefined where it has no text or its time makes no sense. An end before the start is none. */
export function makeCue(
  start: number | undefined,
  end: number | undefined,
  lines: readonly string[],
  speaker?: string,
): Cue | undefined {
  const full = lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '')
  if (start === undefined || start > MAX_SECONDS || full.length === 0) return undefined
  const valid = end !== undefined && end > start && end <= MAX_SECONDS ? end : undefined
  return { start, end: valid, lines: full, ...(speaker ? { speaker } : {}) }
}
