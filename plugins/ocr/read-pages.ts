import { damaged, type Picture, type PictureOfFile } from 'box-skill-plugin-document-text/pictures'
import type { PluginLog } from 'box-skill-runner/plugin'
import { decodeBmp } from './decode-bmp.ts'
import type { RecognizedText, Recognizer } from './recognize.ts'
import type { PageText } from './text-rows.ts'

/** Who reads, and who wants to know about it. */
export interface Reading {
  readonly name: string
  readonly recognizer: Recognizer
  readonly signal: AbortSignal
  readonly log: PluginLog
  progress(fraction: number, message?: string): void
}

/** What was read of a file. */
export interface PagesRead {
  readonly pages: readonly PageText[]
  /** Pages that were not read since there are too many. */
  readonly left: number
}

/**
 * Reads the pictures of a file one after another. One that cannot be read, or takes too long, is left out, with a line in the log.
 *
 * @throws SkillError where none could be read; the reason of `signal` where that aborts.
 */
export async function readPages(
  pictures: AsyncIterable<PictureOfFile>,
  { name, recognizer, signal, log, progress }: Reading,
): Promise<PagesRead> {
  const pages: PageText[] = []
  let tried = 0
  let left = 0
  let failure: unknown
  for await (const { picture, page, ...file } of pictures) {
    progress(tried / file.count, page === undefined ? 'Reading the picture' : `Reading page ${page}`)
    left = file.left
    tried++
    try {
      const text = await read(picture, recognizer, signal)
      // Grain takes longest, in which there is nothing to read.
      if (text.gaveUp) log.warn('Reading a picture took too long, so it was given up.', { page })
      pages.push({ page, text })
    } catch (error) {
      signal.throwIfAborted()
      log.warn('A picture cannot be read.', { page, reason: String(error) })
      failure = error
    }
  }
  if (tried > 0 && pages.length === 0) throw damaged(name, failure)
  return { pages, left }
}

async function read(picture: Picture, recognizer: Recognizer, signal: AbortSignal): Promise<RecognizedText> {
  return recognizer.recognize('bmp' in picture ? await decodeBmp(picture) : picture, { signal })
}
