import { type PluginLog, SkillError } from 'box-skill-runner/plugin'
import type { Metadata } from 'sharp'
import { readTags, type Tags } from './tags.ts'

/** What stands in a picture file, before it is put into words. */
export interface Photo {
  /** As the content says, whatever the file is called: `jpeg`, `png`, `webp`, `tiff`, `heif` (HEIC), `avif`. */
  readonly format: PhotoFormat
  /** Pixels, as a viewer shows the picture, so after turning it. */
  readonly width: number
  readonly height: number
  readonly tags: Tags
}

export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'tiff' | 'heif' | 'avif'

/**
 * Reads the header and the metadata of the picture at `path`, without decoding its pixels.
 *
 * @throws SkillError `skills_invalid_file_format_error` where the content is not one of these formats.
 */
export async function readPhoto(path: string, name: string, log: PluginLog): Promise<Photo> {
  const header = await readHeader(path, name)
  const format = photoFormat(header)
  if (format === undefined) throw notAPicture(name, `it holds ${header.format}`)
  return {
    format,
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    tags: await readTags(header, format === 'tiff' ? path : undefined, log),
  }
}

async function readHeader(path: string, name: string): Promise<Metadata> {
  const { default: sharp } = await import('sharp')
  try {
    return await sharp(path, { failOn: 'none' }).metadata()
  } catch (cause) {
    throw notAPicture(name, 'it is empty, damaged or of another kind', cause)
  }
}

/** libvips opens SVG, PDF and more by their content as well; those are not photographs, and are not worth their risk. */
function photoFormat(header: Metadata): PhotoFormat | undefined {
  switch (header.format) {
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'tiff':
      return header.format
    case 'heif':
      return header.compression === 'av1' ? 'avif' : 'heif'
    default:
      return undefined
  }
}

function notAPicture(name: string, reason: string, cause?: unknown): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as a JPEG, HEIC, TIFF, PNG, WebP or AVIF picture: ${reason}.`,
    { cause },
  )
}
