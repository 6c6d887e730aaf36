import { open } from 'node:fs/promises'
import { type PluginLog, SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Metadata } from 'sharp'
import { type Bmp, bmpOf, isBmp } from './bmp.ts'
import { decodePicture, type GreyPicture, maxPixelsOf } from './grey-picture.ts'

/** One picture of a file. */
export interface PictureOfFile {
  readonly picture: GreyPicture | Bmp
  /** From 1 on; undefined where the file is a single picture. */
  readonly page: number | undefined
  /** Pages of the whole file. */
  readonly count: number
}

/** How much of a file is looked at. */
export interface PicturesWanted {
  readonly maxPages: number
  readonly signal: AbortSignal
  readonly log: PluginLog
}

/** Pixels to an inch of a PDF page: a module of a small code on paper, a quarter of a millimetre, gets two of them. */
const DPI = 200

/**
 * The pictures of a file one after another, by its content: the picture that it is, the pages of a TIFF or of a PDF. HEIC, whose
 * decoder is not free, comes from Box.
 *
 * @throws SkillError where the file is neither a picture nor a PDF, or too large, or a PDF with a password.
 */
export async function* picturesOf(file: SkillFile, wanted: PicturesWanted): AsyncGenerator<PictureOfFile> {
  const path = await file.path()
  wanted.signal.throwIfAborted()
  const start = await firstBytes(path)
  if (start.includes('%PDF-')) yield* pagesOfPdf(file, wanted)
  else if (isBmp(start)) yield { picture: bmpOf(await file.bytes(), file.name), page: undefined, count: 1 }
  else yield* pagesOfPicture(path, file, wanted)
}

async function* pagesOfPdf(file: SkillFile, wanted: PicturesWanted): AsyncGenerator<PictureOfFile> {
  const { pdfPages } = await import('box-skill-plugin-document-text/pdf-pages')
  for await (const { pixels, width, height, number, count } of pdfPages(file, { ...wanted, dpi: DPI }))
    yield { picture: { pixels, width, height }, page: count === 1 ? undefined : number, count }
}

async function* pagesOfPicture(
  path: string,
  file: SkillFile,
  { maxPages, signal, log }: PicturesWanted,
): AsyncGenerator<PictureOfFile> {
  const header = await readHeader(path, file.name)
  const count = header.format === 'tiff' ? (header.pages ?? 1) : 1
  const isHeic = header.format === 'heif' && header.compression !== 'av1'
  const byBox = isHeic ? await file.representation('jpg') : undefined
  if (isHeic && byBox === undefined) {
    // Nothing is wrong with the file.
    log.warn('A HEIC picture is not looked at: only Box can decode it, and has no JPEG of it.')
    return
  }
  let made = 0
  let failure: unknown
  for (let page = 0; page < Math.min(count, maxPages); page++) {
    signal.throwIfAborted()
    const source = byBox === undefined ? { path, page } : await byBox.bytes()
    let picture: GreyPicture
    try {
      picture = await decodePicture(source)
    } catch (error) {
      log.warn('A picture cannot be decoded.', { page: page + 1, reason: String(error) })
      failure = error
      continue
    }
    made++
    yield { picture, page: count === 1 ? undefined : page + 1, count }
  }
  if (made === 0) throw notAPicture(file.name, 'it is damaged', failure)
}

async function readHeader(path: string, name: string): Promise<Metadata> {
  const { default: sharp } = await import('sharp')
  const header = await sharp(path, { failOn: 'none', limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw notAPicture(name, 'it is empty, damaged or of another kind', cause)
    })
  // libvips opens drawings and documents by their content as well; those are not worth their risk.
  if (!['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'].includes(header.format))
    throw notAPicture(name, `it holds ${header.format}`)
  if (header.width * header.height > maxPixelsOf(header)) throw tooLarge(name, header)
  return header
}

/** PDF readers allow some bytes before the mark. */
async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function notAPicture(name: string, reason: string, cause?: unknown): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as a picture or PDF: ${reason}.`,
    { cause },
  )
}

function tooLarge(name: string, header: Metadata): SkillError {
  const { width, height } = header
  return new SkillError(
    'skills_invalid_file_size_error',
    `“${name}” has ${width} × ${height} pixels, more than the ${maxPixelsOf(header) / 1e6} million that are looked at.`,
  )
}
