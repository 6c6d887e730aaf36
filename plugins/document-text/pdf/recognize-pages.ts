import type { SkillFile } from 'box-skill-runner/plugin'
import type { ReadLimits } from '../document.ts'
import { pdfPages } from '../pdf-pages.ts'
import { paragraphs } from '../text/one-line.ts'

/** How much of the time goes by before, for reading the pages that have text. */
export const READING_SHARE = 0.2

/**
 * Recognizes the text in the pictures of pages, as many as the recognizer takes. A page that cannot be made into a picture
 * is left out.
 *
 * @param pages - Their numbers, from 1 on.
 * @returns The text by the number of the page.
 */
export async function recognizePages(
  file: SkillFile,
  pages: ReadonlySet<number>,
  { recognizer, signal, log, progress }: ReadLimits,
): Promise<Map<number, string>> {
  const texts = new Map<number, string>()
  if (recognizer === undefined || pages.size === 0) return texts
  const count = Math.min(pages.size, recognizer.maxPages)
  const options = { only: (number: number) => pages.has(number), maxPages: count, signal, log }
  let done = 0
  for await (const page of pdfPages(file, options)) {
    const text = paragraphs(await recognizer.recognize(page, signal))
    if (text !== '') texts.set(page.number, text)
    progress(READING_SHARE + (++done / count) * (1 - READING_SHARE), `Recognizing page ${done} of ${count}`)
  }
  return texts
}
