import type { PluginLog } from 'box-skill-runner/plugin'
import { runFfmpeg } from './ffmpeg.ts'

export { findFfmpeg } from './ffmpeg.ts'
export { type Film, readFilm } from './film.ts'

/** A stretch of a film and a picture out of its middle. */
export interface Frame {
  /** Seconds from the beginning. */
  readonly start: number
  readonly end: number
  /** JPEG, upright. */
  readonly image: Uint8Array
}

export interface FrameRequest {
  /** The path of ffmpeg, from `findFfmpeg`. */
  readonly ffmpeg: string
  /** The path of the film. */
  readonly path: string
  /** The length of the film, seconds; undefined where it is unknown, which gives its first frame only. */
  readonly duration: number | undefined
  /** Most frames; a short film gives fewer. */
  readonly count: number
  /** The shortest stretch that a frame stands for, seconds. */
  readonly shortest: number
  /** The longer side of the pictures, pixels; smaller ones are not made larger. */
  readonly side: number
  /** Longest work on all frames, milliseconds; what is done by then is given. */
  readonly timeoutMs: number
  readonly log: PluginLog
  readonly signal: AbortSignal
}

/**
 * ffmpeg's names of the containers that hold their own pictures. Without this list it would follow a playlist that calls
 * itself a film to other files of the machine, and show frames of them.
 */
const CONTAINERS = 'mov,matroska,webm,avi,asf,flv,mpeg,mpegts,mpegvideo,m4v,h264,hevc,ogg,mxf,dv'
/** Twice the picture of 8K film. */
const MAX_PIXELS = 2 * 7680 * 4320
/** One frame takes a tenth of a second, and a few seconds where its key frame is far away. */
const FRAME_TIMEOUT_MS = 10_000
const MAX_FRAME_BYTES = 4_000_000
/** From here on the next key frame before a moment is near enough to it: encoders set one every ten seconds at least. */
const ACCURATE_BELOW_SECONDS = 20
/** A stretch of less may be a single frame, behind whose beginning there is nothing. */
const SHORT_SECONDS = 0.5
/** A film whose codec this ffmpeg does not know fails at each frame. */
const MAX_FAILURES = 3

/**
 * Frames of a film, evenly spaced, one after another. None for what ffmpeg cannot read, with a warning in the log.
 *
 * @throws whatever `signal` was aborted with; ffmpeg is ended then.
 */
export async function* readFrames(request: FrameRequest): AsyncGenerator<Frame> {
  const { timeoutMs, log } = request
  const until = performance.now() + timeoutMs
  let failures = 0
  for (const stretch of stretches(request)) {
    const left = until - performance.now()
    if (left <= 0) {
      log.warn('The time for frames is over; the rest of the film is left out.', { from: stretch.start })
      return
    }
    const made = await grabFrame(request, stretch, Math.min(left, FRAME_TIMEOUT_MS))
    if (made.ok && made.output.length > 0) {
      failures = 0
      yield { ...stretch, image: made.output }
      continue
    }
    failures += 1
    log.warn('ffmpeg gave no frame.', {
      at: stretch.start,
      reason: made.ok ? 'it wrote nothing' : made.reason,
    })
    if (failures === MAX_FAILURES) return
  }
}

interface Stretch {
  readonly start: number
  readonly end: number
}

function stretches({ duration, count, shortest }: FrameRequest): readonly Stretch[] {
  if (duration === undefined) return [{ start: 0, end: 0 }]
  const parts = Math.max(1, Math.min(count, Math.floor(duration / shortest)))
  const at = (part: number) => Math.round(((duration * part) / parts) * 100) / 100
  return Array.from({ length: parts }, (_, part) => ({ start: at(part), end: at(part + 1) }))
}

function grabFrame({ ffmpeg, path, side, signal }: FrameRequest, { start, end }: Stretch, timeoutMs: number) {
  const length = end - start
  const accurate = length < ACCURATE_BELOW_SECONDS
  const limits = [
    ['-nostdin', '-hide_banner', '-loglevel', 'error'],
    // Seconds of processor time: ends it even where nobody is left to end it.
    ['-timelimit', String(Math.ceil(FRAME_TIMEOUT_MS / 1000) * 2), '-threads', '2'],
    ['-protocol_whitelist', 'file', '-format_whitelist', CONTAINERS, '-max_pixels', String(MAX_PIXELS)],
  ]
  const input = [
    ...(accurate ? [] : ['-noaccurate_seek']),
    '-ss',
    (length < SHORT_SECONDS ? start : start + length / 2).toFixed(3),
    '-i',
    `file:${path}`,
  ]
  // A capital V: no cover pictures.
  const output = ['-map', '0:V:0', '-frames:v', '1', '-vf', scale(side), '-c:v', 'mjpeg', '-q:v', '4']
  const args = [...limits.flat(), ...input, ...output, '-f', 'image2pipe', 'pipe:1']
  return runFfmpeg({ ffmpeg, args, signal, timeoutMs, maxBytes: MAX_FRAME_BYTES })
}

function scale(side: number): string {
  return `scale='min(${side},iw)':'min(${side},ih)':force_original_aspect_ratio=decrease`
}
