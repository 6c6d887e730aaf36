import { MAX_PICTURE_PIXELS, type PicturePage } from 'box-skill-plugin-document-text/pictures'
import type { Sharp } from 'sharp'

/** A picture in shades of grey, as codes are looked for in it. */
export interface GreyPicture {
  /** Row by row from the top, a byte for each pixel, black 0 to white 255. */
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}

/** More make the search slow. A code of 90 pixels in a photograph of this size is still found. */
const MAX_PIXELS = 8_000_000

/**
 * Decodes a picture to shades of grey on white, upright by its EXIF orientation, not larger than is sensible.
 *
 * @throws the error of sharp where it cannot be decoded. Of a picture that is cut off, the rest is grey.
 */
export async function decodePicture(source: PicturePage | Uint8Array): Promise<GreyPicture> {
  const { default: sharp } = await import('sharp')
  const lenient = { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'none' } as const
  const opened =
    source instanceof Uint8Array
      ? sharp(source, lenient)
      : sharp(source.path, { ...lenient, page: source.page })
  const { width, height } = (await opened.metadata()).autoOrient
  return toGrey(scaled(opened.autoOrient().flatten({ background: 'white' }), width, height, MAX_PIXELS))
}

/** For codes with modules of hardly more than a pixel. */
export async function enlarged(picture: GreyPicture, factor: number): Promise<GreyPicture> {
  return toGrey((await asSharp(picture)).resize(picture.width * factor))
}

/** Makes it smaller where it has more than `maxPixels`. */
export async function reduced(picture: GreyPicture, maxPixels: number): Promise<GreyPicture> {
  if (picture.width * picture.height <= maxPixels) return picture
  return toGrey(scaled(await asSharp(picture), picture.width, picture.height, maxPixels))
}

/** Turned by 45°, with white corners. */
export async function turned(picture: GreyPicture): Promise<GreyPicture> {
  return toGrey((await asSharp(picture)).rotate(45, { background: 'white' }))
}

/** With black for white. */
export function inverted({ pixels, width, height }: GreyPicture): GreyPicture {
  return { pixels: pixels.map((value) => 255 - value), width, height }
}

function scaled(picture: Sharp, width: number, height: number, maxPixels: number): Sharp {
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)))
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return picture.resize(side(width), side(height), { fit: 'fill' })
}

async function toGrey(picture: Sharp): Promise<GreyPicture> {
  const { data, info } = await picture
    .toColourspace('b-w')
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { pixels: data, width: info.width, height: info.height }
}

async function asSharp({ pixels, width, height }: GreyPicture): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  return sharp(pixels, { raw: { width, height, channels: 1 } })
}
