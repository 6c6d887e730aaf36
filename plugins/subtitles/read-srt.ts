import { secondsOf } from './clock.ts'
import { type Cue, makeCue, type Subtitles } from './cue.ts'
import { plainLines } from './plain-text.ts'

/**
 * Reads SubRip. Goes by the lines with times alone: numbers may be missing, wrong or doubled, blank lines too many or
 * too few, and a damaged cue costs only itself.
 */
export function readSrt(lines: readonly string[]): Subtitles {
  const cues: Cue[] = []
  let broken = 0
  let at = lines.findIndex(isTiming)
  while (at !== -1 && at < lines.length) {
    const next = nextTiming(lines, at + 1)
    const times = timesOf(lines[at] ?? '')
    const text = withoutNumber(lines.slice(at + 1, next), next < lines.length)
    const cue = makeCue(times?.start, times?.end, plainLines(text))
    if (cue) cues.push(cue)
    else if (text.some((line) => line.trim() !== '')) broken++
    at = next
  }
  return { cues, broken }
}

/** The two times around an arrow; whatever stands behind them, such as coordinates, is left out. */
export function timesOf(
  line: string,
): { readonly start: number; readonly end: number | undefined } | undefined {
  const [before = '', after = ''] = line.split(/-{1,3}>/, 2)
  const start = secondsOf(before)
  return start === undefined ? undefined : { start, end: secondsOf(after.trim().split(/\s/, 1)[0] ?? '') }
}

/** Whether the line has an arrow with something like a time beside it. “From 4 -> 5” is something that people say. */
function isTiming(line: string): boolean {
  return /[\d:][.,:]\d+\s*-{1,3}>|-{1,3}>\s*\d+[.,:]\d/.test(line)
}

function nextTiming(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && !isTiming(lines[at] ?? '')) at++
  return at
}

/** The number of the next cue stands at the end of this one's text, sometimes with blank lines around it. */
function withoutNumber(lines: readonly string[], hasNext: boolean): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  if (!hasNext || !/^\s*\d+\s*$/.test(lines[last] ?? '')) return lines
  const isNumber = last === lines.length - 1 || (last > 0 && lines[last - 1]?.trim() === '')
  return isNumber ? lines.slice(0, last) : lines
}
