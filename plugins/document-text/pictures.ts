import { open } from 'node:fs/promises'
import { type PluginLog, SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { PdfPage } from './pdf-pages.ts'

export { damaged } from './refusals.ts'

/** A page of a picture file that has to be decoded, from 0 on. */
export interface PicturePage {
  readonly path: string
  readonly page: number
}

/** A Windows bitmap as it is, of a size that can be: sharp cannot decode it. */
export interface Bmp {
  readonly bmp: Uint8Array
}

/** A picture of a file; bytes are the JPEG that Box made of it. */
export type Picture = PdfPage | PicturePage | Bmp | Uint8Array

/** One picture of a file, and where it stands. */
export interface PictureOfFile {
  readonly picture: Picture
  /** From 1 on; undefined where the file is a single picture. */
  readonly page: number | undefined
  /** How many pictures of the file there are to look at. */
  readonly count: number
  /** How many pages are left out, since there are more than `maxPages`. */
  readonly left: number
}

/** What a picture says of itself, as sharp's `metadata()` gives it. */
export interface PictureHeader {
  readonly format: string
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly pages?: number | undefined
  readonly compression?: string | undefined
  readonly isProgressive?: boolean | undefined
}

/** The part of sharp that is used. It comes from outside, since this package itself decodes no pictures. */
export type Sharp = (
  path: string,
  options: { readonly failOn: 'none'; readonly limitInputPixels: false },
) => { metadata(): Promise<PictureHeader> }

/** How much of a file is looked at. */
export interface PicturesOptions {
  /** Pages of a TIFF or PDF at most, from the first on. */
  readonly maxPages: number
  readonly signal: AbortSignal
  readonly log: PluginLog
  readonly sharp: Sharp
  /** The pictures of a PDF, where they shall be others than its pages at 200 dpi. */
  pdfPictures?(): AsyncIterable<PictureOfFile>
}

/** Pixels of a picture that is decoded row by row, as most are. Beyond, decoding takes too many seconds. */
export const MAX_PICTURE_PIXELS = 150_000_000
/** Pixels of a picture that the decoder holds as a whole, with up to 8 bytes for each. */
const MAX_WHOLE_PICTURE_PIXELS = 50_000_000
/** 6000 × 6000: a bitmap of this size has 100 MB. */
const MAX_BMP_PIXELS = 36_000_000
const BMP_HEADER_BYTES = 26
/** PDF readers allow some bytes before the mark. */
const START_BYTES = 1024

/**
 * The pictures of a file one after another, by its content: the picture that it is, the pages of a TIFF or of a PDF. HEIC, whose
 * decoder is not free, comes from Box; where Box has no JPEG of it there is none, with a line in the log.
 *
 * @throws SkillError where the file is neither a picture nor a PDF, or too large, or a PDF with a password; the reason of `signal`
 *   where that aborts.
 */
export async function* picturesOf(
  file: SkillFile,
  options: PicturesOptions,
): AsyncGenerator<PictureOfFile, void, undefined> {
  const path = await file.path()
  options.signal.throwIfAborted()
  const start = await startOf(path)
  if (start.includes('%PDF-')) yield* options.pdfPictures?.() ?? pagesOfPdf(file, options)
  else if (start[0] === 0x42 && start[1] === 0x4d) yield single(bmpOf(await file.bytes(), file.name))
  else yield* pagesOfPicture(file, path, options)
}

async function* pagesOfPdf(
  file: SkillFile,
  { maxPages, signal, log }: PicturesOptions,
): AsyncGenerator<PictureOfFile> {
  const { pdfPages } = await import('./pdf-pages.ts')
  for await (const page of pdfPages(file, { maxPages, signal, log }))
    yield placed(page, page.number, page.count, maxPages)
}

async function* pagesOfPicture(
  file: SkillFile,
  path: string,
  { maxPages, signal, log, sharp }: PicturesOptions,
): AsyncGenerator<PictureOfFile> {
  const header = await headerOf(path, file.name, sharp)
  // libvips opens drawings and documents by their content as well; those are not worth their risk.
  if (!['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'].includes(header.format))
    throw notAPicture(file.name, `it holds ${header.format}`)
  const maxPixels = maxPixelsOf(header)
  if (header.width * header.height > maxPixels) throw tooLarge(file.name, header, maxPixels)
  if (header.format === 'heif' && header.compression !== 'av1') {
    const jpg = await file.representation('jpg')
    if (jpg !== undefined) yield single(await jpg.bytes())
    // Nothing is wrong with the file.
    else log.warn('A HEIC picture is not read: only Box can decode it, and has no JPEG of it.')
    return
  }
  // What others have several of are the frames of a moving picture.
  const pages = header.format === 'tiff' ? (header.pages ?? 1) : 1
  for (let page = 0; page < Math.min(pages, maxPages); page++) {
    signal.throwIfAborted()
    yield placed({ path, page }, page + 1, pages, maxPages)
  }
}

/** Nothing is decoded yet, so that the size does not matter. */
async function headerOf(path: string, name: string, sharp: Sharp): Promise<PictureHeader> {
  try {
    return await sharp(path, { failOn: 'none', limitInputPixels: false }).metadata()
  } catch (cause) {
    throw notAPicture(name, 'it is empty, damaged or of another kind', cause)
  }
}

function single(picture: Picture): PictureOfFile {
  return { picture, page: undefined, count: 1, left: 0 }
}

function placed(picture: Picture, number: number, pages: number, maxPages: number): PictureOfFile {
  if (pages === 1) return single(picture)
  const count = Math.min(pages, maxPages)
  return { picture, page: number, count, left: pages - count }
}

async function startOf(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** A decoder believes the header of a bitmap, and takes as much memory as that says. */
function bmpOf(bmp: Uint8Array, name: string): Bmp {
  const header = Buffer.from(bmp.buffer, bmp.byteOffset, bmp.byteLength)
  if (header.length < BMP_HEADER_BYTES) throw notAPicture(name, 'it is damaged')
  const size = { width: header.readInt32LE(18), height: Math.abs(header.readInt32LE(22)) }
  if (size.width <= 0 || size.height === 0) throw notAPicture(name, 'it is damaged')
  if (size.width * size.height > MAX_BMP_PIXELS) throw tooLarge(name, size, MAX_BMP_PIXELS)
  return { bmp }
}

function maxPixelsOf({ format, isProgressive = false }: PictureHeader): number {
  const isHeldWhole = isProgressive || ['webp', 'gif', 'heif'].includes(format)
  return isHeldWhole ? MAX_WHOLE_PICTURE_PIXELS : MAX_PICTURE_PIXELS
}

function notAPicture(name: string, reason: string, cause?: unknown): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as a picture or PDF: ${reason}.`,
    { cause },
  )
}

function tooLarge(
  name: string,
  { width, height }: Pick<PictureHeader, 'width' | 'height'>,
  maxPixels: number,
): SkillError {
  return new SkillError(
    'skills_invalid_file_size_error',
    `“${name}” has ${width} × ${height} pixels, more than the ${maxPixels / 1e6} million that are read.`,
  )
}
