import { rounded, secondsOf } from './clock.ts'
import { type Cue, makeCue, type Subtitles } from './cue.ts'

/** A time before a line of lyrics: `[01:23.45]`. */
export const lrcTime = /^\s*\[(\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?)\]/

/** Times that one line may have; a refrain has ten, and each costs the whole text again. */
const MAX_TIMES = 200

/** Reads LRC: a line with several times is sung several times, and a line lasts until the next one. */
export function readLrc(lines: readonly string[]): Subtitles {
  const tags = new Map<string, string>()
  const sung: { readonly start: number; readonly text: string }[] = []
  let broken = 0
  for (const line of lines) {
    const starts: number[] = []
    let rest = line
    for (let found = lrcTime.exec(rest); found; found = lrcTime.exec(rest)) {
      const start = secondsOf(found[1] ?? '')
      if (start !== undefined) starts.push(start)
      rest = rest.slice(found[0].length)
    }
    const tag = starts.length === 0 ? /^\s*\[([a-z#]+):(.*)\]\s*$/i.exec(rest) : null
    if (tag) tags.set(tag[1]?.toLowerCase() ?? '', tag[2]?.trim() ?? '')
    else if (starts.length === 0 && rest.trim() !== '') broken++
    // Some have a time before each word, too.
    const text = rest.replace(/<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>/g, '')
    for (const start of starts.slice(0, MAX_TIMES)) sung.push({ start, text })
  }
  // Milliseconds by which all of it comes earlier.
  const offset = Number(tags.get('offset') ?? 0) / 1000 || 0
  return {
    cues: lasting(sung, offset),
    broken,
    language: tags.get('la') || undefined,
    title: tags.get('ti') || undefined,
    artist: tags.get('ar') || undefined,
    album: tags.get('al') || undefined,
  }
}

/** A line without text ends the one before, and is no line itself. */
function lasting(sung: readonly { readonly start: number; readonly text: string }[], offset: number): Cue[] {
  const sorted = [...sung].sort((a, b) => a.start - b.start)
  return sorted.flatMap(({ start, text }, index) => {
    const next = sorted[index + 1]?.start
    const end = next === undefined ? undefined : Math.max(0, rounded(next - offset))
    const cue = makeCue(Math.max(0, rounded(start - offset)), end, [text])
    return cue ? [cue] : []
  })
}
