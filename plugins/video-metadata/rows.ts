import { isCutShort } from './cut-short.ts'
import type { Film } from './film.ts'
import { pictureWords } from './picture-words.ts'
import type { Track } from './read-media.ts'
import { cameraOf, createdAt, placeOf, recordedAt } from './recording.ts'
import { soundWords, subtitleWords } from './sound-words.ts'
import { bitRateWords, byteWords, clock, textOf } from './texts.ts'

/** Tracks of sound with a row of their own; films for many countries have dozens. */
const MAX_SOUND_ROWS = 6
/** Languages of subtitles in the one row that they share. */
const MAX_SUBTITLES = 20

/** The rows of the card on the film; what the file does not say is undefined, and gets no row. */
export function filmRows(
  { general, videos, sounds, subtitles, duration }: Film,
  { place, bytes }: { readonly place: boolean; readonly bytes: number | undefined },
): Record<string, string | undefined> {
  const recorded = recordedAt(general)
  const where = place ? placeOf(general) : undefined
  return {
    Title: textOf(general.Title),
    Description: textOf(general.Description),
    Length: duration === undefined ? undefined : lengthWords(duration),
    Recorded: recorded,
    Created: recorded === undefined ? createdAt(general) : undefined,
    Camera: cameraOf(general),
    Place: where?.coordinates,
    Map: where?.map,
    ...Object.fromEntries(
      videos.slice(0, 2).map((track, at) => [numbered('Picture', at, videos), pictureWords(track)]),
    ),
    ...soundRows(sounds),
    Subtitles: subtitleRow(subtitles),
    File: fileWords(general, duration, bytes),
    Copyright: textOf(general.Copyright),
    Note: isCutShort(general) ? 'The file is cut off: its end is missing' : undefined,
  }
}

/** Below a minute a clock would be read as one of minutes. */
function lengthWords(seconds: number): string {
  if (seconds < 0.05) return 'Under 0.1 s'
  return seconds < 59.95 ? `${Math.round(seconds * 10) / 10} s` : clock(seconds)
}

function soundRows(sounds: readonly Track[]): Record<string, string> {
  if (sounds.length === 0) return { Sound: 'None' }
  const rows = sounds
    .slice(0, MAX_SOUND_ROWS)
    .map((track, at) => [numbered('Sound', at, sounds), soundWords(track)] as const)
  const more = sounds.length - rows.length
  return { ...Object.fromEntries(rows), ...(more > 0 ? { 'More sound': `${more} more tracks` } : {}) }
}

function subtitleRow(subtitles: readonly Track[]): string | undefined {
  if (subtitles.length === 0) return undefined
  const words = new Set(subtitles.map((track) => subtitleWords(track) ?? 'Unknown language'))
  const shown = [...words].slice(0, MAX_SUBTITLES)
  const more = words.size - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function numbered(name: string, at: number, all: readonly unknown[]): string {
  return all.length > 1 ? `${name} ${at + 1}` : name
}

const containers: Readonly<Record<string, string>> = {
  'MPEG-4': 'MP4',
  'MPEG-PS': 'MPEG program stream',
  'MPEG-TS': 'MPEG transport stream',
  BDAV: 'MPEG transport stream (AVCHD)',
  'Windows Media': 'Windows Media (ASF)',
  'Flash Video': 'Flash Video (FLV)',
}

function fileWords(
  general: Track,
  duration: number | undefined,
  bytes: number | undefined,
): string | undefined {
  const format = textOf(general.Format)
  const container =
    general.Format_Profile === 'QuickTime'
      ? 'QuickTime'
      : format === undefined
        ? undefined
        : (containers[format] ?? format)
  // Of the whole file, as it has to pass through a line; MediaInfo's own figure is of the size that a header claims.
  const rate =
    bytes !== undefined && duration !== undefined ? bitRateWords((bytes * 8) / duration) : undefined
  const size = bytes === undefined ? undefined : byteWords(bytes)
  return [container, size, rate].filter((part) => part !== undefined).join(', ') || undefined
}
