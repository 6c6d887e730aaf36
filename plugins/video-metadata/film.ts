import { type PluginLog, SkillError } from 'box-skill-runner/plugin'
import { type Chapter, chaptersOf } from './chapters.ts'
import { isCutShort } from './cut-short.ts'
import { openMediaInfo, readTracks, type Track } from './read-media.ts'
import { numberOf } from './texts.ts'

/** Longer than anything that is filmed; a broken header can claim any number. */
const MAX_SECONDS = 1000 * 3600

/** What stands in a film's headers, sorted, before it is put into words. */
export interface Film {
  /** Title, recording, container. */
  readonly general: Track
  readonly videos: readonly Track[]
  readonly sounds: readonly Track[]
  readonly subtitles: readonly Track[]
  readonly chapters: readonly Chapter[]
  /** Seconds; undefined where the file does not say. */
  readonly duration: number | undefined
  /** Seconds for which there are pictures: with some files less than what the sound claims. */
  readonly pictureDuration: number | undefined
}

/** The kinds of file that hold a sound or a picture for MediaInfo, and are no films. */
const notFilms = new Set(['GIF', 'Flash', 'SWF', 'PDF', 'HLS', 'DASH MPD', 'ISM'])

/**
 * Reads the headers of the film at `path`. A film without pictures, as a sound recording in an MP4, is one too.
 *
 * @throws SkillError `skills_invalid_file_format_error` where the content is no film; `custom_error` where it is half of one.
 */
export async function readFilm(
  path: string,
  name: string,
  log: PluginLog,
  signal: AbortSignal,
): Promise<Film> {
  const tracks = await tracksOf(path, name, signal)
  const of = (type: string) => tracks.filter((track) => track['@type'] === type)
  const general = of('General')[0] ?? {}
  const videos = of('Video')
  const sounds = of('Audio')
  log.debug('read the headers', { container: general.Format, tracks: tracks.length })

  if (notFilms.has(String(general.Format)) || videos.length + sounds.length === 0) {
    // MP4 and QuickTime mostly keep their index at the end.
    if (general.Format === 'MPEG-4' && isCutShort(general)) {
      throw new SkillError('custom_error', `“${name}” is not complete: the index of the film is missing.`)
    }
    throw notAFilm(
      name,
      general.Format === undefined
        ? 'it is empty, damaged or of another kind'
        : `it is ${general.Format}, without moving pictures or sound`,
    )
  }
  const duration = secondsOf(general) ?? secondsOf(videos[0])
  return {
    general,
    videos,
    sounds,
    subtitles: of('Text'),
    chapters: chaptersOf(of('Menu'), duration),
    duration,
    pictureDuration: secondsOf(videos[0]) ?? duration,
  }
}

function secondsOf(track: Track | undefined): number | undefined {
  const seconds = numberOf(track?.Duration)
  return seconds !== undefined && seconds <= MAX_SECONDS ? seconds : undefined
}

async function tracksOf(path: string, name: string, signal: AbortSignal): Promise<readonly Track[]> {
  const mediaInfo = await openMediaInfo()
  try {
    return await readTracks(mediaInfo, path, signal)
  } catch (cause) {
    signal.throwIfAborted()
    throw notAFilm(name, 'its headers are damaged', cause)
  } finally {
    mediaInfo.close()
  }
}

function notAFilm(name: string, reason: string, cause?: unknown): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as a film: ${reason}.`,
    { cause },
  )
}
