import {
  type Bmp,
  damaged,
  type Picture,
  type PictureOfFile,
  picturesOf,
} from 'box-skill-plugin-document-text/pictures'
import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'
import { decodePicture, type GreyPicture } from './grey-picture.ts'

/** One picture of a file, as codes are looked for in it. */
export interface PictureToScan extends Omit<PictureOfFile, 'picture'> {
  readonly picture: GreyPicture | Bmp
}

/** How much of a file is looked at. */
export interface PicturesWanted {
  readonly maxPages: number
  readonly signal: AbortSignal
  readonly log: PluginLog
}

/**
 * The pictures of a file one after another. One that cannot be decoded is left out, with a line in the log.
 *
 * @throws SkillError where none can be decoded; where the file is neither a picture nor a PDF, or too large, or a PDF with a password.
 */
export async function* picturesToScan(
  file: SkillFile,
  wanted: PicturesWanted,
): AsyncGenerator<PictureToScan> {
  const { default: sharp } = await import('sharp')
  let tried = 0
  let made = 0
  let failure: unknown
  // At 200 dpi a module of a small code on paper, a quarter of a millimetre, gets two pixels.
  for await (const { picture, ...place } of picturesOf(file, { ...wanted, sharp })) {
    tried++
    let decoded: GreyPicture | Bmp
    try {
      decoded = await decode(picture)
    } catch (error) {
      wanted.log.warn('A picture cannot be decoded.', { page: place.page, reason: String(error) })
      failure = error
      continue
    }
    made++
    yield { picture: decoded, ...place }
  }
  if (tried > 0 && made === 0) throw damaged(file.name, failure)
}

async function decode(picture: Picture): Promise<GreyPicture | Bmp> {
  if (picture instanceof Uint8Array || 'path' in picture) return decodePicture(picture)
  if ('bmp' in picture) return picture
  const { pixels, width, height } = picture
  return { pixels, width, height }
}
