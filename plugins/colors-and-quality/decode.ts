import { SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Sharp } from 'sharp'
import type { Header } from './header.ts'
import type { Pixels } from './pixels.ts'

/**
 * The longer side at which pictures are looked at, about what a screen shows: sharpness means the same for a phone's
 * photo of 12 megapixels and a camera's of 60, and the work does not grow with the picture.
 */
const SIDE = 1024
/** Decoding takes a second or two at the most; what takes longer is made to do so. */
const TIMEOUT_SECONDS = 30

/**
 * Decodes the picture, scaled down to 1024 pixels and turned upright. Of HEIC, which cannot be decoded here, it takes
 * Box's JPEG; undefined where Box has none.
 *
 * @throws SkillError `custom_error` where the picture has too many pixels, takes too long, or is damaged behind its header.
 */
export async function decodePicture(source: DecodeSource): Promise<Pixels | undefined> {
  const { path, header, file, maxMegapixels, signal } = source
  const megapixels = (header.width * header.height) / 1e6
  if (header.decodable && megapixels > maxMegapixels) {
    throw new SkillError(
      'custom_error',
      `The picture has ${Math.round(megapixels)} megapixels; at most ${maxMegapixels} are looked at.`,
    )
  }
  const picture = header.decodable ? path : await (await file.representation('jpg'))?.bytes()
  if (picture === undefined) return undefined
  const { default: sharp } = await import('sharp')
  try {
    const { data, info } = await stoppable(
      sharp(picture, { failOn: 'error', limitInputPixels: maxMegapixels * 1_000_000 })
        .timeout({ seconds: TIMEOUT_SECONDS })
        .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .ensureAlpha()
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true }),
      signal,
    )
    const raw = { width: info.width, height: info.height, channels: 4 } as const
    // Box's JPEG is upright already. The small picture is turned, not the large one, which would be held in memory whole.
    const orientation = header.decodable ? header.orientation : 1
    if (orientation === 1) return { data, ...raw }
    const upright = await turned(sharp(data, { raw }), orientation)
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { data: upright.data, width: upright.info.width, height: upright.info.height }
  } catch (cause) {
    signal.throwIfAborted()
    const slow = cause instanceof Error && cause.message.startsWith('timeout')
    const reason = slow
      ? 'Decoding the picture took too long.'
      : 'The picture is damaged, or only a part of it is there.'
    throw new SkillError('custom_error', reason, { cause })
  }
}

interface DecodeSource {
  readonly path: string
  readonly header: Header
  readonly file: SkillFile
  readonly maxMegapixels: number
  readonly signal: AbortSignal
}

/** EXIF's orientations 2 to 8, by mirroring first and turning then, as sharp does. */
function turned(picture: Sharp, orientation: number): Sharp {
  switch (orientation) {
    case 2:
      return picture.flop()
    case 3:
      return picture.rotate(180)
    case 4:
      return picture.flip()
    case 5:
      return picture.flop().rotate(270)
    case 6:
      return picture.rotate(90)
    case 7:
      return picture.flop().rotate(90)
    case 8:
      return picture.rotate(270)
    default:
      return picture
  }
}

/** sharp works outside of JavaScript and cannot be interrupted; nobody has to wait for it, though. */
async function stoppable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
