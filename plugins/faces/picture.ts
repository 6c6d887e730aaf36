import { SkillError } from 'box-skill-runner/plugin'
import type { Metadata, Sharp } from 'sharp'

/** Rows of red, green and blue, a byte each. */
export interface Pixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** Longer side, pixels. The network that finds faces looks at 512; the one that compares them cuts 150 out of these. */
const SIDE = 1600
/** More than the 108 megapixels of the largest common camera phones. */
const MAX_PIXELS = 120_000_000
const TIMEOUT_SECONDS = 20

/** Side of the picture of a face, pixels. Box draws it 45 wide; twice that is sharp on dense screens as well. */
const CROP_SIDE = 90
/** What is shown around a face, as a part of its longer side, on each side: hair and chin belong to how people know somebody. */
const CARD_MARGIN = 0.25
/** The same for a second look, which needs a face to fill about half of what it sees. */
const LOOK_MARGIN = 0.4

/** The formats that libvips names so and that are pictures of the world; it opens SVG, PDF and more as well. */
const formats = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif'])

/** What a file is, by its content: a picture that can be decoded, a HEIC photo, which cannot, or something else. */
export type PictureKind = 'picture' | 'heic' | 'other'

/** @throws SkillError `skills_invalid_file_size_error` for a picture of more than 120 megapixels. */
export async function pictureKind(source: string | Uint8Array): Promise<PictureKind> {
  const header = await headerOf(source)
  if (header === undefined || !formats.has(header.format)) return 'other'
  if (header.width * header.height > MAX_PIXELS) {
    throw new SkillError(
      'skills_invalid_file_size_error',
      `The picture has ${Math.round((header.width * header.height) / 1e6)} megapixels; faces are looked for in those of up to ${MAX_PIXELS / 1e6}.`,
    )
  }
  // sharp's binary has no decoder of HEVC (patents); AVIF comes in the same container.
  return header.format === 'heif' && header.compression !== 'av1' ? 'heic' : 'picture'
}

/**
 * The pixels of a picture, upright, at most 1600 on the longer side; of a moving one the first. What is missing of a
 * damaged one is grey.
 *
 * @throws SkillError `skills_file_processing_error` where nothing of it can be decoded.
 */
export async function readPixels(source: string | Uint8Array): Promise<Pixels> {
  try {
    const { data, info } = await (await openPicture(source))
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#808080' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height }
  } catch (cause) {
    throw new SkillError('skills_file_processing_error', 'The picture is too damaged to be decoded.', {
      cause,
    })
  }
}

/** A square around a face as JPEG, for a card. */
export async function cropFace(pixels: Pixels, box: Square): Promise<Uint8Array> {
  return (await squareAround(pixels, box, CARD_MARGIN))
    .resize(CROP_SIDE, CROP_SIDE)
    .jpeg({ quality: 85 })
    .toBuffer()
}

/** A wider square around a face, or what might be one, as `side` × `side` pixels: for a second look. */
export async function cropPixels(pixels: Pixels, box: Square, side: number): Promise<Pixels> {
  const data = await (await squareAround(pixels, box, LOOK_MARGIN)).resize(side, side).raw().toBuffer()
  return { data, width: side, height: side }
}

/** Moved so that it lies within the picture. */
async function squareAround({ data, width, height }: Pixels, box: Square, margin: number): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  const side = Math.min(Math.round(Math.max(box.width, box.height) * (1 + 2 * margin)), width, height)
  const left = between(Math.round(box.x + box.width / 2 - side / 2), width - side)
  const top = between(Math.round(box.y + box.height / 2 - side / 2), height - side)
  return sharp(data, { raw: { width, height, channels: 3 } }).extract({
    left,
    top,
    width: side,
    height: side,
  })
}

interface Square {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

async function headerOf(source: string | Uint8Array): Promise<Metadata | undefined> {
  try {
    // The header alone costs nothing, however large it says that the picture is.
    return await (await openPicture(source, false)).metadata()
  } catch {
    // That is how sharp says that it is no picture.
    return undefined
  }
}

async function openPicture(
  source: string | Uint8Array,
  limitInputPixels: number | false = MAX_PIXELS,
): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  return sharp(source, { failOn: 'none', limitInputPixels })
}

function between(value: number, most: number): number {
  return Math.max(0, Math.min(value, most))
}
