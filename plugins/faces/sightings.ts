import { findFfmpeg, readFilm, readFrames } from 'box-skill-plugin-video-metadata/frames'
import { type PluginLog, SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { FaceFinder } from './find-faces.ts'
import type { Sighting } from './people.ts'
import { cropFace, pictureKind, readPixels } from './picture.ts'

/** The faces of a file. */
export interface Sightings {
  readonly sightings: readonly Sighting[]
  /** The length of the film in seconds; undefined for a picture. */
  readonly duration: number | undefined
}

export interface SightingsRequest {
  readonly file: SkillFile
  readonly loadedFinder: () => Promise<FaceFinder>
  readonly options: {
    readonly minScore: number
    readonly group: boolean
    readonly frames: number
    readonly ffmpeg?: string
  }
  readonly log: PluginLog
  readonly signal: AbortSignal
  /** Told the part of the work that is done, from 0 to 1. */
  readonly onProgress: (fraction: number) => void
}

/** Longer side of the frames of a film, pixels. */
const FRAME_SIDE = 1280
const SHORTEST_SECONDS = 1
/** Two thirds of the time that a run has by default: what was seen by then is shown. */
const FILM_TIMEOUT_MS = 40_000

const nothing: Sightings = { sightings: [], duration: undefined }

/**
 * All faces in a picture, or in frames of a film. Nothing, with a warning in the log, where this machine cannot decode
 * it: HEIC of which Box has no picture, films without ffmpeg.
 *
 * @throws SkillError `skills_invalid_file_format_error` where the file is neither; and those of reading it.
 */
export async function findSightings(request: SightingsRequest): Promise<Sightings> {
  const { file, log, signal } = request
  const path = await file.path()
  signal.throwIfAborted()
  switch (await pictureKind(path)) {
    case 'picture':
      return { sightings: await lookAt(request, path, 0, undefined), duration: undefined }
    case 'heic': {
      const decoded = await file.representation('jpg')
      if (decoded === undefined) {
        log.warn('HEIC cannot be decoded here, and Box has no picture of it: no faces were looked for.')
        return nothing
      }
      return { sightings: await lookAt(request, await decoded.bytes(), 0, undefined), duration: undefined }
    }
    default:
      return lookThrough(request, path)
  }
}

async function lookThrough(request: SightingsRequest, path: string): Promise<Sightings> {
  const { file, options, log, signal, onProgress } = request
  const film = await filmAt(request, path)
  const ffmpeg = options.frames === 0 ? undefined : await findFfmpeg(options.ffmpeg)
  if (ffmpeg === undefined || film.videos.length === 0) {
    log.warn(
      'No faces were looked for: the file is a film, and there is no ffmpeg or the option frames is 0.',
      {
        extension: file.extension,
      },
    )
    return nothing
  }
  const duration = film.pictureDuration
  const frames = readFrames({
    ...{ ffmpeg, path, duration, log, signal },
    count: options.frames,
    side: FRAME_SIDE,
    shortest: SHORTEST_SECONDS,
    timeoutMs: FILM_TIMEOUT_MS,
  })
  const sightings: Sighting[] = []
  let seen = 0
  for await (const { start, end, image } of frames) {
    const time = end > start ? { start, end } : undefined
    sightings.push(...(await lookAt(request, image, seen, time)))
    seen += 1
    onProgress(duration === undefined ? 1 : end / duration)
  }
  return { sightings, duration: film.duration }
}

async function filmAt({ file, log, signal }: SightingsRequest, path: string) {
  try {
    return await readFilm(path, file.name, log, signal)
  } catch (cause) {
    if (!(cause instanceof SkillError) || cause.code !== 'skills_invalid_file_format_error') throw cause
    throw new SkillError(
      'skills_invalid_file_format_error',
      `“${file.name}” is neither a picture nor a film, or it is damaged.`,
      { cause },
    )
  }
}

async function lookAt(
  { loadedFinder, options, signal }: SightingsRequest,
  source: string | Uint8Array,
  picture: number,
  time: Sighting['time'],
): Promise<Sighting[]> {
  const pixels = await readPixels(source)
  signal.throwIfAborted()
  const finder = await loadedFinder()
  signal.throwIfAborted()
  const faces = await finder.find(pixels, { minScore: options.minScore, compare: options.group, signal })
  const sightings: Sighting[] = []
  for (const face of faces) sightings.push({ face, picture, time, image: await cropFace(pixels, face.box) })
  return sightings
}
