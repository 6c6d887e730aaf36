import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'
import { withFile } from './byte-source.ts'
import type { Photo } from './photo.ts'

/** Box draws it 45 pixels wide; twice that is sharp on dense screens as well. */
const SIDE = 90
/** The largest picture that is decoded for it: above the 108 megapixels of the largest common phones. */
const MAX_PIXELS = 120_000_000
/** A preview is not worth more time than this. */
const TIMEOUT_SECONDS = 10

/**
 * A small upright square of the picture as PNG, without any of its metadata. Undefined, with a line in the log, where
 * no program here can draw it: a missing preview is no reason to show nothing.
 */
export async function makePreview(source: PreviewSource): Promise<Uint8Array | undefined> {
  let reason: string | undefined
  for await (const picture of picturesOf(source)) {
    source.signal.throwIfAborted()
    try {
      return await draw(picture, source)
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
    }
  }
  source.signal.throwIfAborted()
  if (reason !== undefined) source.log.warn('The preview could not be drawn.', { reason })
  return undefined
}

interface PreviewSource {
  readonly path: string
  readonly photo: Photo
  readonly file: SkillFile
  readonly log: PluginLog
  readonly signal: AbortSignal
}

/** What the preview can be drawn from, the best first: the file, JPEGs inside of it, Box's JPEG. */
async function* picturesOf({ path, photo, file }: PreviewSource): AsyncGenerator<string | Uint8Array> {
  if (photo.preview.file) {
    yield path
    return
  }
  for (const { offset, length } of photo.preview.jpegs.slice(0, 3)) {
    yield await withFile(path, (source) => source.read(offset, length))
  }
  if (photo.preview.thumbnail) yield photo.preview.thumbnail
  const made = await file.representation('jpg')
  if (made) yield made.bytes()
}

async function draw(picture: string | Uint8Array, { photo, signal }: PreviewSource): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const options = { failOn: 'none', limitInputPixels: MAX_PIXELS } as const
  // A JPEG inside of a RAW lies as the sensor did, and seldom says so itself.
  const turned = photo.preview.jpegs.length > 0 ? Number(photo.tags.ifd0.Orientation) || 1 : undefined
  const upright =
    turned === undefined
      ? sharp(picture, options).autoOrient()
      : sharp(
          await sharp(picture, options)
            .withMetadata({ orientation: turned })
            .resize(SIDE * 2)
            .jpeg()
            .toBuffer(),
        ).autoOrient()
  return stoppable(
    upright.timeout({ seconds: TIMEOUT_SECONDS }).resize(SIDE, SIDE, { fit: 'cover' }).png().toBuffer(),
    signal,
  )
}

/** sharp works outside of JavaScript and cannot be interrupted; nobody has to wait for it, though. */
async function stoppable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
