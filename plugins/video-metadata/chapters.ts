import type { Track } from './read-media.ts'
import { textOf } from './texts.ts'

/** A part of a film. */
export interface Chapter {
  readonly title: string
  /** Seconds from the beginning. */
  readonly start: number
  /** Where the next one begins, or the film ends; undefined where neither is known. */
  readonly end: number | undefined
}

/** More than the longest audiobooks have; a broken file can have any number. */
const MAX_CHAPTERS = 300

/** The chapters that the menus of MediaInfo name, in order; none where there are fewer than two, which says nothing. */
export function chaptersOf(menus: readonly Track[], duration: number | undefined): Chapter[] {
  const starts = new Map<number, string>()
  for (const [key, value] of menus.flatMap(({ extra }) => entriesOf(extra))) {
    const start = secondsOf(key)
    const within = start !== undefined && (duration === undefined || start < duration)
    if (!within || starts.has(start) || starts.size >= MAX_CHAPTERS) continue
    starts.set(start, titleOf(value) ?? `Chapter ${starts.size + 1}`)
  }
  if (starts.size < 2) return []
  const sorted = [...starts].sort(([a], [b]) => a - b)
  return sorted.map(([start, title], at) => ({ title, start, end: sorted[at + 1]?.[0] ?? duration }))
}

function entriesOf(extra: unknown): [string, unknown][] {
  return typeof extra === 'object' && extra !== null ? Object.entries(extra) : []
}

/** MediaInfo's name of an entry is its time: `_00_01_30_500`. */
function secondsOf(key: string): number | undefined {
  const [, hours, minutes, seconds, thousandths] = /^_(\d{2,5})_(\d\d)_(\d\d)_(\d{3})$/.exec(key) ?? []
  if (thousandths === undefined) return undefined
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000
}

/** Matroska puts the language in front, as in `en:Opening`, with several of them parted by ` - `. */
function titleOf(value: unknown): string | undefined {
  return textOf(value)
    ?.replace(/^[a-z]{2,3}(?:-[A-Za-z]{2,4})?:(?=\S)/, '')
    .replace(/^:/, '')
}
