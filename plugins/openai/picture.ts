import { SkillError, type SkillFile } from 'box-skill-runner/plugin'

/** Largest picture that is decoded: 100 megapixels are 300 MB in memory. */
const mostPixels = 100_000_000

/**
 * The picture as a data URL: upright, at most `longest` pixels wide and high, without metadata. Of what the decoder does not
 * know, such as HEIC, it is the JPEG that Box makes.
 *
 * @throws `SkillError` where there is no picture, or one that is too large.
 */
export async function pictureUrl(file: SkillFile, longest: number, signal: AbortSignal): Promise<string> {
  const jpeg = (await jpegOf(await file.path(), longest)) ?? (await ofBox(file, longest))
  signal.throwIfAborted()
  if (jpeg !== undefined) return `data:image/jpeg;base64,${jpeg.toString('base64')}`
  throw new SkillError('skills_invalid_file_format_error', `“${file.name}” cannot be read as a picture.`)
}

async function ofBox(file: SkillFile, longest: number): Promise<Buffer | undefined> {
  // Of an empty file there is none, and asking takes its time.
  const form = file.size === 0 ? undefined : await file.representation('jpg')
  return form === undefined ? undefined : jpegOf(await form.path(), longest)
}

/** Undefined for what cannot be decoded. */
async function jpegOf(path: string, longest: number): Promise<Buffer | undefined> {
  const { default: sharp } = await import('sharp')
  // Each picture is opened once: a cache of them would only fill the memory of the process.
  sharp.cache(false)
  // Of a picture that breaks off, what is there is shown.
  try {
    return await sharp(path, { limitInputPixels: mostPixels, failOn: 'none' })
      .rotate()
      .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 })
      .toBuffer()
  } catch (error) {
    if (error instanceof Error && /exceeds pixel limit/.test(error.message))
      throw new SkillError(
        'skills_invalid_file_size_error',
        `The picture has more than ${mostPixels / 1_000_000} megapixels.`,
        { cause: error },
      )
    // Whatever else sharp says, it means that this is no picture that it knows.
    return undefined
  }
}
