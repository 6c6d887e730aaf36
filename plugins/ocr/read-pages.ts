import { type PluginLog, SkillError } from 'box-skill-runner/plugin'
import type { PicturesOfFile } from './pictures.ts'
import type { Recognizer } from './recognize.ts'
import type { PageText } from './text-rows.ts'

/** Who reads, and who wants to know about it. */
export interface Reading {
  readonly name: string
  readonly recognizer: Recognizer
  readonly signal: AbortSignal
  readonly log: PluginLog
  progress(fraction: number, message?: string): void
}

/**
 * Reads the pictures of a file one after another. One that cannot be read is left out, with a line in the log.
 *
 * @throws SkillError where none could be read; the reason of `signal` where that aborts.
 */
export async function readPages({ pictures, count }: PicturesOfFile, reading: Reading): Promise<PageText[]> {
  const { name, recognizer, signal, log, progress } = reading
  const pages: PageText[] = []
  let tried = 0
  let failure: unknown
  for await (const { picture, page } of pictures) {
    progress(tried / count, page === undefined ? 'Reading the picture' : `Reading page ${page}`)
    tried++
    try {
      pages.push({ page, text: await recognizer.recognize(picture, { signal }) })
    } catch (error) {
      signal.throwIfAborted()
      log.warn('A picture cannot be read.', { page, reason: String(error) })
      failure = error
    }
  }
  if (tried > 0 && pages.length === 0)
    throw new SkillError('skills_invalid_file_format_error', `“${name}” is damaged and cannot be read.`, {
      cause: failure,
    })
  return pages
}
