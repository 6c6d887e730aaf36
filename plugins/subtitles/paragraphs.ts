import type { Cue } from './cue.ts'

/** Part of a transcript as people want to read it. */
export interface Paragraph {
  /** Seconds from the beginning. */
  readonly start: number
  /** At least `start`. */
  readonly end: number
  readonly text: string
}

/** A pause of this many seconds begins a new paragraph. */
const PAUSE = 4
/** Most characters of a paragraph, about a screen of Box's sidebar. */
const MAX_CHARACTERS = 1500
/** A cue without an end is seen for so many seconds at most. */
const USUAL_SECONDS = 5

/**
 * Makes paragraphs of cues in order: a new one after about `seconds` where a sentence ends, after a pause, and where
 * somebody else speaks. With 0 each cue is one. Where there would be more than `maxRows`, they become longer.
 */
export function toParagraphs(cues: readonly Cue[], seconds: number, maxRows: number): Paragraph[] {
  let length = seconds
  let groups = grouped(cues, { length, pause: PAUSE, bySpeaker: true })
  while (groups.length > maxRows && length < 3600) {
    length = Math.max(15, length * 2)
    groups = grouped(cues, { length, pause: Math.max(PAUSE, length / 2), bySpeaker: false })
  }
  return groups.map(paragraphOf)
}

/** When a cue ends, also where the file does not say. */
export function endOf(cue: Cue, next: Cue | undefined): number {
  if (cue.end !== undefined) return cue.end
  return Math.max(cue.start, Math.min(cue.start + USUAL_SECONDS, next?.start ?? cue.start + USUAL_SECONDS))
}

interface TimedCue extends Cue {
  readonly end: number
}

function grouped(
  cues: readonly Cue[],
  rules: { readonly length: number; readonly pause: number; readonly bySpeaker: boolean },
): TimedCue[][] {
  const groups: TimedCue[][] = []
  let group: TimedCue[] = []
  let characters = 0
  for (const [index, cue] of cues.entries()) {
    const timed = { ...cue, end: endOf(cue, cues[index + 1]) }
    const [first, last] = [group[0], group.at(-1)]
    const own = cue.lines.join(' ').length
    if (first && last && !isTogether(first, last, timed, rules, characters + own)) {
      groups.push(group)
      group = []
      characters = 0
    }
    group.push(timed)
    characters += own
  }
  return group.length > 0 ? [...groups, group] : groups
}

function isTogether(
  first: TimedCue,
  last: TimedCue,
  cue: TimedCue,
  {
    length,
    pause,
    bySpeaker,
  }: { readonly length: number; readonly pause: number; readonly bySpeaker: boolean },
  characters: number,
): boolean {
  if (length === 0 || characters > MAX_CHARACTERS) return false
  if (cue.start - last.end >= pause || (bySpeaker && cue.speaker !== first.speaker)) return false
  const past = cue.end - first.start
  if (past <= length) return true
  // Rather a bit longer than in the middle of a sentence.
  return past <= length * 1.5 && !/[.!?…。！？♪"”»)\]]\s*$/.test(last.lines.at(-1) ?? '')
}

function paragraphOf(group: readonly TimedCue[]): Paragraph {
  const start = group[0]?.start ?? 0
  return {
    start,
    end: Math.max(start, ...group.map(({ end }) => end)),
    text: textOf(group),
  }
}

/** Lines in a row are one text; a dash that begins a line, or another speaker, begins a new line. */
function textOf(group: readonly TimedCue[]): string {
  let text = ''
  let speaker: string | undefined
  for (const cue of group) {
    for (const [index, line] of cue.lines.entries()) {
      const isNew = index === 0 && cue.speaker !== undefined && cue.speaker !== speaker
      const separator = text === '' ? '' : isNew || /^[-–—‒]\s?\p{L}/u.test(line) ? '\n' : ' '
      text += `${separator}${isNew ? `${cue.speaker}: ` : ''}${line}`
    }
    speaker = cue.speaker
  }
  return text
}
