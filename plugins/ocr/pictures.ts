import { open } from 'node:fs/promises'
import { type PluginLog, SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Metadata } from 'sharp'
import { decodeBmp, isBmp } from './decode-bmp.ts'
import { maxPixelsOf, type Picture } from './prepare-picture.ts'
import { scannedPages } from './scanned-pages.ts'

/** One picture of a file, to be read. */
export interface PictureOfFile {
  readonly picture: Picture
  /** Its page from 1 on; undefined where the file is a single picture. */
  readonly page: number | undefined
}

/** The pictures of a file, one after another. */
export interface PicturesOfFile {
  /** How many there are to read. */
  readonly count: number
  /** Pages that are left out, since there are more than `maxPages`. */
  readonly left: number
  readonly pictures: AsyncIterable<PictureOfFile>
}

export interface PicturesWanted {
  readonly maxPages: number
  readonly signal: AbortSignal
  readonly log: PluginLog
}

/**
 * Finds the pictures in a file by its content: the picture that it is, the pages of a TIFF, the pages of a PDF that have no text
 * of their own. HEIC, whose decoder is not free, comes from Box.
 *
 * @throws SkillError where the file is neither a picture nor a PDF, or too large, or a PDF with a password.
 */
export async function picturesOf(file: SkillFile, wanted: PicturesWanted): Promise<PicturesOfFile> {
  const path = await file.path()
  wanted.signal.throwIfAborted()
  const start = await firstBytes(path)
  if (start.includes('%PDF-')) return scannedPages(file, wanted)
  if (isBmp(start)) return single(await bitmapOf(file))
  const header = await readHeader(path, file.name)
  if (header.width * header.height > maxPixelsOf(header)) throw tooLarge(file.name, header)
  switch (header.format) {
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'gif':
      return single({ path })
    case 'tiff':
      return pagesOfTiff(path, header.pages ?? 1, wanted.maxPages)
    case 'heif':
      return header.compression === 'av1' ? single({ path }) : pictureByBox(file, wanted.log)
    default:
      throw notAPicture(file.name, `it holds ${header.format}`)
  }
}

function single(picture: Picture): PicturesOfFile {
  return { count: 1, left: 0, pictures: each([{ picture, page: undefined }]) }
}

function pagesOfTiff(path: string, pages: number, maxPages: number): PicturesOfFile {
  if (pages === 1) return single({ path })
  const count = Math.min(pages, maxPages)
  const pictures = Array.from({ length: count }, (_, page) => ({ picture: { path, page }, page: page + 1 }))
  return { count, left: pages - count, pictures: each(pictures) }
}

async function* each(pictures: readonly PictureOfFile[]): AsyncGenerator<PictureOfFile> {
  yield* pictures
}

async function readHeader(path: string, name: string): Promise<Metadata> {
  const { default: sharp } = await import('sharp')
  try {
    return await sharp(path, { failOn: 'none', limitInputPixels: false }).metadata()
  } catch (cause) {
    throw notAPicture(name, 'it is empty, damaged or of another kind', cause)
  }
}

async function bitmapOf(file: SkillFile): Promise<Picture> {
  try {
    return await decodeBmp(await file.bytes())
  } catch (cause) {
    throw notAPicture(file.name, 'it is damaged', cause)
  }
}

/** Nothing is wrong with the file where Box has no picture of it: it is just not read. */
async function pictureByBox(file: SkillFile, log: PluginLog): Promise<PicturesOfFile> {
  const jpg = await file.representation('jpg')
  if (jpg !== undefined) return single(await jpg.bytes())
  log.warn('A HEIC picture is not read: only Box can decode it, and has no JPEG of it.')
  return { count: 0, left: 0, pictures: each([]) }
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
    `“${name}” has ${width} × ${height} pixels, more than the ${maxPixelsOf(header) / 1e6} million that are read.`,
  )
}
