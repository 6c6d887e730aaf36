import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'
import { loadExifr } from './load-exifr.ts'
import type { Photo } from './photo.ts'

/** Box draws it 45 pixels wide; twice that is sharp on dense screens as well. */
const SIDE = 90

/**
 * A small upright square of the picture as PNG, without any of its metadata. Undefined, with a line in the log, where
 * no program here can draw it: a missing preview is no reason to show nothing.
 */
export async function makePreview({
  path,
  photo,
  file,
  log,
}: PreviewSource): Promise<Uint8Array | undefined> {
  const source = photo.format === 'heif' ? await heicSource(photo, file) : path
  if (source === undefined) return undefined
  try {
    const { default: sharp } = await import('sharp')
    return await sharp(source, { failOn: 'none' })
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'cover' })
      .png()
      .toBuffer()
  } catch (error) {
    log.warn('The preview could not be drawn.', {
      reason: error instanceof Error ? error.message : String(error),
    })
    return undefined
  }
}

interface PreviewSource {
  readonly path: string
  readonly photo: Photo
  readonly file: SkillFile
  readonly log: PluginLog
}

/** sharp's binary has no HEVC decoder (patents): takes the thumbnail that the camera left in the file, or Box's JPEG. */
async function heicSource(photo: Photo, file: SkillFile): Promise<Uint8Array | undefined> {
  return (await embeddedThumbnail(photo)) ?? (await file.representation('jpg'))?.bytes()
}

async function embeddedThumbnail({ tags }: Photo): Promise<Uint8Array | undefined> {
  if (tags.exifBytes === undefined) return undefined
  try {
    return await loadExifr().thumbnail(tags.exifBytes)
  } catch {
    // A block that is damaged there has no thumbnail for us.
    return undefined
  }
}
