import type { Subtitles } from './cue.ts'
import type { Format } from './format.ts'
import { readAss } from './read-ass.ts'
import { readLrc } from './read-lrc.ts'
import { readMicroDvd } from './read-microdvd.ts'
import { readSrt } from './read-srt.ts'
import { readTimePairs } from './read-time-pairs.ts'
import { readTtml } from './read-ttml.ts'
import { readVtt } from './read-vtt.ts'

/** What a reader needs to know beside the text. */
export interface ReadOptions {
  /** Frames a second, where a file counts frames and does not say. */
  readonly frameRate: number
  readonly signal: AbortSignal
}

/** Reads `lines` as the format that they were found to be in. */
export async function readSubtitles(
  format: Format,
  lines: readonly string[],
  { frameRate, signal }: ReadOptions,
): Promise<Subtitles> {
  switch (format) {
    case 'srt':
      return readSrt(lines)
    case 'vtt':
      return readVtt(lines)
    case 'ttml':
      return readTtml(lines.join('\n'), signal)
    case 'ass':
      return readAss(lines)
    case 'lrc':
      return readLrc(lines)
    case 'microdvd':
      return readMicroDvd(lines, frameRate)
    case 'subviewer':
    case 'sbv':
      return readTimePairs(lines)
  }
}
