import type { IAudioMetadata, IChapter } from 'music-metadata'
import type { ChapterStart } from './mp4-chapters.ts'
import { lengthWords } from './sound.ts'
import { cleaned } from './texts.ts'

/** Chapters that are shown, less than the 1,000 to which the runner cuts a card. */
const MAX_CHAPTERS = 500

/** A part of a recording. */
export interface Chapter {
  readonly title: string
  /** Seconds from the beginning. */
  readonly start: number
  /** Seconds; undefined where it lasts until the end of a recording of unknown length. */
  readonly end: number | undefined
}

/** The chapters in order; none where there is only one, which says no more than the title. */
export function chaptersOf(
  { format, native }: IAudioMetadata,
  mp4Chapters: readonly ChapterStart[],
  duration: number | undefined,
): Chapter[] {
  const declared = format.chapters?.length
    ? format.chapters.map(timed)
    : mp4Chapters.length > 0
      ? mp4Chapters
      : vorbisChapters(native)
  const sorted = [...declared]
    .filter(
      ({ start }) => Number.isFinite(start) && start >= 0 && (duration === undefined || start < duration),
    )
    .sort((a, b) => a.start - b.start)
    .slice(0, MAX_CHAPTERS)
  if (sorted.length < 2) return []
  return sorted.map(({ title, start }, index) => {
    const end = sorted[index + 1]?.start ?? duration
    return {
      title: cleaned(title, 200) ?? `Chapter ${index + 1}`,
      start: rounded(start),
      end: end === undefined ? undefined : rounded(Math.max(start, end)),
    }
  })
}

/** `12:30 – Arrival`, for a recording whose length is not known, so that Box draws no times. */
export function chapterWords({ title, start }: Chapter): string {
  return `${lengthWords(start)} – ${title}`
}

function timed({ title, start, timeScale }: IChapter): ChapterStart {
  return { title, start: timeScale ? start / timeScale : start }
}

/** Ogg and FLAC files have `CHAPTER001=00:01:02.500` and `CHAPTER001NAME=…` among their comments. */
function vorbisChapters(native: IAudioMetadata['native']): ChapterStart[] {
  const tags = (native.vorbis ?? []).filter(({ id }) => /^CHAPTER\d{1,4}(?:NAME)?$/i.test(id))
  const values = new Map(tags.map(({ id, value }) => [id.toUpperCase(), String(value)]))
  return [...values].flatMap(([id, value]) => {
    const time = /^(\d{1,3}):(\d{1,2}):(\d{1,2}(?:\.\d{1,9})?)$/.exec(value.trim())
    if (id.endsWith('NAME') || !time) return []
    const start = Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3])
    return [{ title: values.get(`${id}NAME`) ?? '', start }]
  })
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
