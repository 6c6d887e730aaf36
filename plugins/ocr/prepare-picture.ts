import { MAX_PICTURE_PIXELS } from 'box-skill-plugin-document-text/pictures'
import type { Sharp } from 'sharp'

/** A picture without compression. A page of `box-skill-plugin-document-text/pdf-pages` is one. */
export interface Bitmap {
  /** Row by row from the top, `channels` bytes for each pixel, nothing in between. */
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
  /** 1 is grey, 3 is red, green, blue; 4 has an alpha as well. */
  readonly channels: 1 | 3 | 4
}

/** A page of a picture file that sharp opens. */
export interface PicturePage {
  readonly path: string
  /** From 0 on, as for the pages of a TIFF; 0 unless given. */
  readonly page?: number
}

/** What can be read: a bitmap, a file, or the bytes of one. JPEG, PNG, WebP, GIF, TIFF or AVIF. */
export type Picture = Bitmap | PicturePage | Uint8Array

/** A4 at 300 dpi has 8.7 million pixels. More make the recognition slow and not better. */
const MAX_PIXELS = 9_000_000
/** Below, as in a screenshot, letters tend to be too small for Tesseract, which wants some 20 pixels of height. */
const FEW_PIXELS = 2_500_000
/** What a small picture is enlarged to, but by no more than `MAX_ENLARGEMENT`: there is nothing more in it. */
const ENOUGH_PIXELS = 4_500_000
const MAX_ENLARGEMENT = 3
/** A strip of 1 × 9,000,000 is no page. */
const MAX_SIDE = 12_000
/** Of 255. A picture that is darker on the whole is taken for one with light letters, such as a terminal, and turned over. */
const DARK = 100
/** Pixels of white around. Tesseract does not see letters that touch the edge. */
const MARGIN = 16

/**
 * Makes of any picture what Tesseract reads best: upright by its EXIF orientation, grey, on white, of a sensible size.
 *
 * @throws the error of sharp where the picture cannot be decoded. Of one that is cut off, the rest is grey.
 */
export async function preparePicture(picture: Picture): Promise<Bitmap> {
  const opened = await openPicture(picture)
  const { width, height } = (await opened.metadata()).autoOrient
  const scale = scaleOf(width, height)
  const { data, info } = await opened
    .autoOrient()
    .flatten({ background: 'white' })
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .toColourspace('b-w')
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return framed(data, info.width, info.height)
}

/** By how much a picture of this size is made larger or smaller. */
export function scaleOf(width: number, height: number): number {
  const pixels = width * height
  const wanted =
    pixels > MAX_PIXELS
      ? Math.sqrt(MAX_PIXELS / pixels)
      : pixels < FEW_PIXELS
        ? Math.min(MAX_ENLARGEMENT, Math.sqrt(ENOUGH_PIXELS / pixels))
        : 1
  return Math.min(wanted, MAX_SIDE / Math.max(width, height))
}

/** Dark letters on white, with a margin around. */
function framed(grey: Uint8Array, width: number, height: number): Bitmap {
  const dark = grey.reduce((sum, value) => sum + value, 0) / grey.length < DARK
  const wide = width + 2 * MARGIN
  const high = height + 2 * MARGIN
  const pixels = new Uint8Array(wide * high).fill(255)
  for (let y = 0; y < height; y++) {
    const row = grey.subarray(y * width, (y + 1) * width)
    pixels.set(dark ? row.map((value) => 255 - value) : row, (y + MARGIN) * wide + MARGIN)
  }
  return { pixels, width: wide, height: high, channels: 1 }
}

async function openPicture(picture: Picture): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  // Of a picture that is cut off or damaged, what is there is read.
  const lenient = { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'none' } as const
  if (picture instanceof Uint8Array) return sharp(picture, lenient)
  if ('path' in picture) return sharp(picture.path, { ...lenient, page: picture.page ?? 0 })
  const { pixels, width, height, channels } = picture
  return sharp(pixels, { raw: { width, height, channels } })
}
