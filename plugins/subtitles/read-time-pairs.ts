import { secondsOf } from './clock.ts'
import { type Cue, makeCue, type Subtitles } from './cue.ts'
import { plainLines } from './plain-text.ts'

/** `0:00:01.250,0:00:03.000` of SubViewer and of YouTube's SBV. */
export const timePair =
  /^\s*(\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3})\s*,\s*(\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3})\s*$/

/** Reads SubViewer and SBV, which are the same but for the header: a line with both times, then the text. */
export function readTimePairs(lines: readonly string[]): Subtitles {
  const cues: Cue[] = []
  let broken = 0
  let title: string | undefined
  let times: RegExpExecArray | undefined
  let text: string[] = []

  function finish(): void {
    if (times === undefined) return
    const cue = makeCue(secondsOf(times[1] ?? ''), secondsOf(times[2] ?? ''), plainLines(text))
    if (cue) cues.push(cue)
    else if (text.some((line) => line.trim() !== '')) broken++
  }

  for (const line of lines) {
    const found = timePair.exec(line)
    if (found) {
      finish()
      times = found
      text = []
    } else if (times === undefined) title ??= /^\[TITLE\]\s*(\S.*)$/i.exec(line)?.[1]
    else text.push(...line.split(/\[br\]/i))
  }
  finish()
  return { cues, broken, title }
}
