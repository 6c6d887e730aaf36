import type { IAudioMetadata, ICommonTagsResult } from 'music-metadata'
import type { RecordingKind } from './kind.ts'
import { loudnessOf, nativeValue } from './loudness.ts'
import type { Recording } from './read-audio.ts'
import { soundWords } from './sound.ts'
import { cleaned, firstText, listed } from './texts.ts'
import { createdOf, releasedOf } from './times.ts'

/** Titles of the card, by what it tells of. */
export const rowsTitles: Readonly<Record<RecordingKind, string>> = {
  music: 'Track',
  podcast: 'Episode',
  audiobook: 'Audiobook',
  recording: 'Recording',
}

type Rows = Record<string, string | number | undefined>

/** What the file says about itself, as rows that a person reads. */
export function audioRows({ sound, metadata, isPartial }: Recording, kind: RecordingKind): Rows {
  return {
    ...(metadata ? tagRows(metadata, kind) : {}),
    Sound: soundWords(sound),
    Loudness: metadata ? loudnessOf(metadata) : undefined,
    ...(metadata ? originRows(metadata, kind) : {}),
    Note: isPartial ? 'The file is damaged or cut off' : undefined,
  }
}

function tagRows({ common, native }: IAudioMetadata, kind: RecordingKind): Rows {
  const names = {
    music: { artist: 'Artist', album: 'Album', composer: 'Composer' },
    podcast: { artist: 'By', album: 'Podcast', composer: 'Composer' },
    audiobook: { artist: 'Author', album: 'Book', composer: 'Read by' },
    recording: { artist: 'Artist', album: 'Album', composer: 'Composer' },
  }[kind]
  const artist = listed(common.artists?.length ? common.artists : [common.artist])
  const albumArtist = cleaned(common.albumartist, 200)
  return {
    Title: cleaned(common.title, 300),
    [names.artist]: artist,
    [names.album]: common.album === common.title ? undefined : cleaned(common.album, 300),
    'Album artist': albumArtist === artist ? undefined : albumArtist,
    [kind === 'podcast' ? 'Episode' : kind === 'audiobook' ? 'Part' : 'Track']: placeWords(common),
    Released: releasedOf(common),
    Genre: listed(kind === 'podcast' ? common.category : genresOf(common)),
    [names.composer]: listed(common.composer),
    Conductor: listed(common.conductor),
    Label: listed(common.label),
    Tempo: tempoWords(common),
    Description: firstText(
      [common.longDescription, common.description, nativeValue(native, 'bext.description')],
      600,
    ),
    Comment: commentOf(common),
  }
}

/** Of a recording: when it was made and with what. Music tells that by its release. */
function originRows({ common, format, native }: IAudioMetadata, kind: RecordingKind): Rows {
  const isRecording = kind === 'recording'
  return {
    Recorded: isRecording ? createdOf(format, native) : undefined,
    'Recorded with': isRecording ? recorderOf(common, native) : undefined,
    Copyright: cleaned(common.copyright, 200),
  }
}

function recorderOf(common: ICommonTagsResult, native: IAudioMetadata['native']): string | undefined {
  const recorder = firstText(
    [nativeValue(native, 'bext.originator'), common.encodedby, nativeValue(native, '©too')],
    100,
  )
  // The names of libraries that convert files say nothing about where one comes from.
  return recorder === undefined || /^(?:lav[fc]|libsndfile)/i.test(recorder) ? undefined : recorder
}

/** What the title of the card says already is left out. */
function genresOf({ genre }: ICommonTagsResult): string[] | undefined {
  return genre?.filter((name) => !/^audio ?book$/i.test(name.trim()))
}

function placeWords({ track, disk }: ICommonTagsResult): string | undefined {
  const words = numbered(track)
  const discs = (disk.of ?? 0) > 1 || (disk.no ?? 0) > 1 ? numbered(disk) : undefined
  return words === undefined ? undefined : discs === undefined ? words : `${words}, disc ${discs}`
}

function numbered({
  no,
  of,
}: {
  readonly no: number | null
  readonly of: number | null
}): string | undefined {
  if (no === null || !Number.isFinite(no) || no <= 0) return undefined
  return of !== null && of >= no ? `${no} of ${of}` : String(no)
}

function tempoWords({ bpm, key }: ICommonTagsResult): string | undefined {
  const beats = Number(bpm)
  const parts = [beats > 0 && beats < 1000 ? `${Math.round(beats)} BPM` : undefined, cleaned(key, 20)]
  return parts.filter((part) => part !== undefined).join(', ') || undefined
}

/** The first comment that a person wrote: programs keep numbers of their own under names. */
function commentOf({ comment, title, description }: ICommonTagsResult): string | undefined {
  const written = (comment ?? []).filter(
    ({ descriptor, text }) => !descriptor && text !== title && !(description ?? []).includes(text ?? ''),
  )
  const text = firstText(
    written.map(({ text }) => text),
    300,
  )
  return text === undefined || /^(?:0x|[\dA-F]{8}(?: [\dA-F]{8})+)/i.test(text) ? undefined : text
}
