import type { Cue } from './cue.ts'

/** Cues that follow each other within so many seconds are seen as one picture that changes. */
const TOUCHING = 0.15
/** Share of cues that begin like the one before, from which on a file is one whose captions grow word by word. */
const GROWING_SHARE = 0.1

/**
 * Sorts cues by their times, and leaves out what captions say twice: live captions keep the last line while the next one
 * comes in below, or show a line again with each new word.
 */
export function withoutRepeats(cues: readonly Cue[]): Cue[] {
  const sorted = [...cues].sort((a, b) => a.start - b.start)
  const grows = growingShare(sorted) >= GROWING_SHARE
  const kept: Cue[] = []
  let shown: readonly string[] = []
  for (const cue of sorted) {
    const last = kept.at(-1)
    const follows = last !== undefined && last.speaker === cue.speaker && touches(last, cue)
    if (follows && grows && isGrown(last, cue)) {
      kept[kept.length - 1] = { ...last, lines: cue.lines, end: laterEnd(last, cue) }
      shown = cue.lines
      continue
    }
    const fresh = follows ? cue.lines.slice(overlapOf(shown, cue.lines)) : cue.lines
    shown = cue.lines
    if (last && fresh.length === 0) kept[kept.length - 1] = { ...last, end: laterEnd(last, cue) }
    else kept.push({ ...cue, lines: fresh })
  }
  return kept
}

/** How many lines at the end of what was shown are the first ones of what is shown now. */
function overlapOf(shown: readonly string[], lines: readonly string[]): number {
  for (let count = Math.min(shown.length, lines.length); count > 0; count--) {
    if (lines.slice(0, count).every((line, at) => line === shown[shown.length - count + at])) return count
  }
  return 0
}

function growingShare(cues: readonly Cue[]): number {
  const growing = cues.filter((cue, at) => {
    const before = cues[at - 1]
    return before !== undefined && touches(before, cue) && isGrown(before, cue)
  })
  return growing.length < 3 ? 0 : growing.length / cues.length
}

function isGrown(before: Cue, cue: Cue): boolean {
  const [short, long] = [before.lines.join('\n'), cue.lines.join('\n')]
  return long.length > short.length && long.startsWith(short)
}

function touches(before: Cue, cue: Cue): boolean {
  return before.end !== undefined && cue.start <= before.end + TOUCHING
}

function laterEnd(one: Cue, other: Cue): number | undefined {
  return one.end === undefined || other.end === undefined ? other.end : Math.max(one.end, other.end)
}
