import { lrcTime } from './read-lrc.ts'
import { microDvdLine } from './read-microdvd.ts'
import { timePair } from './read-time-pairs.ts'

/** The formats that are read. */
export type Format = 'srt' | 'vtt' | 'ttml' | 'ass' | 'lrc' | 'microdvd' | 'subviewer' | 'sbv'

/** How people call them. */
export const formatNames: Readonly<Record<Format, string>> = {
  srt: 'SubRip (SRT)',
  vtt: 'WebVTT',
  ttml: 'TTML',
  ass: 'SubStation Alpha',
  lrc: 'LRC lyrics',
  microdvd: 'MicroDVD',
  subviewer: 'SubViewer',
  sbv: 'YouTube (SBV)',
}

/** Lines at the beginning that are looked at: enough for a long header. */
const HEAD = 500

/** The format by the content, whatever the file is called; undefined where it is none of these. */
export function formatOf(lines: readonly string[]): Format | undefined {
  const head = lines.slice(0, HEAD)
  const has = (pattern: RegExp) => head.some((line) => pattern.test(line))
  if (/^WEBVTT(?:\s|$)/.test(head.find((line) => line.trim() !== '')?.trimStart() ?? '')) return 'vtt'
  if (has(/<(?:[a-z]+:)?tt[\s>]/i)) return 'ttml'
  if (has(/^\s*\[Script Info\]/i) || has(/^Dialogue:\s*[^,]*,\s*\d+:\d/i)) return 'ass'
  if (has(/\d\s*-{2,3}>\s*\d/)) return 'srt'
  if (has(timePair))
    return has(/^\s*\[(?:INFORMATION|SUBTITLE|TITLE)\]/i) || has(/\.\d\d\s*,/) ? 'subviewer' : 'sbv'
  if (has(microDvdLine)) return 'microdvd'
  return has(lrcTime) ? 'lrc' : undefined
}
