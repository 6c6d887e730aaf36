import { definePlugin, type PluginLog, type SkillFile, type TimelineItem } from 'box-skill-runner/plugin'
import { findFfmpeg } from './ffmpeg.ts'
import { type Film, readFilm } from './film.ts'
import { readFrames } from './frames.ts'
import { keyFrames } from './key-frames.ts'
import { openMediaInfo } from './read-media.ts'
import { filmRows } from './rows.ts'

/** The pictures of a timeline card are 45 pixels wide; the runner cuts them out of the middle. */
const FRAME_SIDE = 320
/** A clip of some seconds does not need a dozen pictures. */
const SHORTEST_SECONDS = 2
/** Half of the time that a run has by default. */
const FRAMES_TIMEOUT_MS = 30_000

/** What a film is made of, as rows; its chapters with times; a look at its scenes. */
export default definePlugin({
  name: 'video-metadata',
  version: '0.1.0',
  description: 'Length, picture, sound, recording, chapters and key frames of a film.',
  extensions: [
    ...[
      'mp4',
      'm4v',
      'mov',
      'qt',
      'mkv',
      'webm',
      'avi',
      'wmv',
      'asf',
      'flv',
      'mpg',
      'mpeg',
      'm2v',
      'ts',
      'm2ts',
    ],
    ...['mts', '3gp', '3g2', 'ogv', 'mxf'],
  ],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      keyFrames: {
        type: 'integer',
        minimum: 0,
        maximum: 60,
        default: 12,
        description: 'Most pictures on the card of scenes; 0 leaves the card out. Needs ffmpeg.',
      },
      place: {
        type: 'boolean',
        default: true,
        description: 'Show where the film was recorded. Set it to false to keep the place private.',
      },
      ffmpeg: {
        type: 'string',
        minLength: 1,
        description: 'Absolute path of ffmpeg. Left out: it is looked for where programs usually are.',
      },
    },
  },
  async setup({ options, log }) {
    // Compiles it once, so that a broken installation shows at the start.
    const mediaInfo = await openMediaInfo()
    mediaInfo.close()
    if (options.keyFrames > 0 && (await findFfmpeg(options.ffmpeg)) === undefined) {
      log.info('ffmpeg is not installed: films are shown without their scenes')
    }
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the file')
    const path = await file.path()
    signal.throwIfAborted()
    const film = await readFilm(path, file.name, log, signal)
    signal.throwIfAborted()

    progress(0.2, 'Looking at the scenes')
    const scenes = await scenesOf({ film, file, path, options, log, signal })
    signal.throwIfAborted()
    progress(1)

    const timed = film.duration === undefined ? {} : { duration: film.duration }
    const rows = filmRows(film, { place: options.place, bytes: file.size })
    return [
      ...(scenes.length > 0 ? [cards.timeline({ title: 'Scenes', entries: scenes, ...timed })] : []),
      cards.rows({ title: film.videos.length > 0 ? 'Video' : 'Sound', values: rows }),
      ...(film.chapters.length > 0
        ? [
            cards.transcript({
              title: 'Chapters',
              entries: film.chapters.map(({ title, start, end }) => ({
                text: title,
                appears: [end === undefined ? { start } : { start, end }],
              })),
              ...timed,
            }),
          ]
        : []),
    ]
  },
})

interface ScenesSource {
  readonly film: Film
  readonly file: SkillFile
  readonly path: string
  readonly options: { readonly keyFrames: number; readonly ffmpeg?: string }
  readonly log: PluginLog
  readonly signal: AbortSignal
}

/** Frames by ffmpeg; without it Box's own picture of the film, where it has one. */
async function scenesOf({ film, file, path, options, log, signal }: ScenesSource): Promise<TimelineItem[]> {
  if (options.keyFrames === 0 || film.videos.length === 0) return []
  const ffmpeg = await findFfmpeg(options.ffmpeg)
  if (ffmpeg === undefined) {
    const poster = await file.representation('jpg')
    return poster === undefined ? [] : [{ text: file.name, image: await poster.bytes() }]
  }
  return keyFrames(
    readFrames({
      ...{ ffmpeg, path, log, signal },
      duration: film.pictureDuration,
      count: options.keyFrames,
      shortest: SHORTEST_SECONDS,
      side: FRAME_SIDE,
      timeoutMs: FRAMES_TIMEOUT_MS,
    }),
  )
}
