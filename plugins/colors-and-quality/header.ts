import { SkillError } from 'box-skill-runner/plugin'
import type { Metadata } from 'sharp'

/** What stands in the head of a picture file. */
export interface Header {
  /** `false` for HEIC, which sharp's binary cannot decode (patents). */
  readonly decodable: boolean
  /** Pixels, as a viewer shows the picture, so after turning it. */
  readonly width: number
  readonly height: number
  /** EXIF's orientation, 1 to 8. */
  readonly orientation: number
  /** Frames of an animation and the seconds that they take once through; undefined for a still picture. */
  readonly animation: { readonly frames: number; readonly seconds: number } | undefined
}

/** sharp opens SVG and more as well: those are drawings by instructions, and have neither pixels nor sharpness. */
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'])

/**
 * Reads the header of the picture at `path`, without decoding its pixels.
 *
 * @throws SkillError `skills_invalid_file_format_error` where the content is not a picture of a known format.
 */
export async function readHeader(path: string, name: string): Promise<Header> {
  const header = await metadataOf(path)
  if (header === undefined || !formats.has(header.format)) {
    const reason = header ? `it holds ${header.format}` : 'it is empty, damaged or of another kind'
    throw new SkillError(
      'skills_invalid_file_format_error',
      `“${name}” cannot be read as a JPEG, PNG, WebP, GIF, TIFF, AVIF or HEIC picture: ${reason}.`,
    )
  }
  const frames = header.delay === undefined ? 1 : (header.pages ?? 1)
  return {
    decodable: header.format !== 'heif' || header.compression === 'av1',
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    orientation: header.orientation ?? 1,
    animation:
      frames > 1
        ? { frames, seconds: (header.delay ?? []).reduce((sum, delay) => sum + delay, 0) / 1000 }
        : undefined,
  }
}

async function metadataOf(path: string): Promise<Metadata | undefined> {
  const { default: sharp } = await import('sharp')
  try {
    // The number of pixels is looked at before they are decoded.
    return await sharp(path, { failOn: 'none', limitInputPixels: false }).metadata()
  } catch {
    return undefined
  }
}
