import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, ReadLimits } from '../document.ts'
import { damaged } from '../refusals.ts'
import { flowing } from '../text/one-line.ts'
import { textFromBox } from '../text/text-from-box.ts'
import { openPdf, type Pdf } from './open-pdf.ts'
import { pageText } from './page-text.ts'
import { pdfOutline } from './pdf-outline.ts'
import { pdfProperties } from './pdf-properties.ts'
import { READING_SHARE, recognizePages } from './recognize-pages.ts'

/**
 * Reads the text of a PDF page by page. Pages that are mere pictures are recognized where that is wanted; where no page
 * has any text, Box may have recognized it.
 */
export async function readPdf(file: SkillFile, limits: ReadLimits): Promise<Document> {
  const bytes = await file.bytes()
  limits.signal.throwIfAborted()
  const pdf = await openPdf(bytes, file.name, limits.characterMaps)
  try {
    const read = Math.min(pdf.numPages, limits.maxPages)
    const texts = await readPages(pdf, read, file.name, limits)
    const outline = await pdfOutline(pdf)
    const known = {
      kind: 'pdf',
      properties: await pdfProperties(pdf),
      count: pdf.numPages,
      read,
      ...(outline.length > 0 ? { outline } : {}),
    } as const
    return { ...known, ...(await textParts(file, texts, limits)) }
  } finally {
    await pdf.destroy()
  }
}

/** The text of each page, `''` where it has none, up to the page with which there is enough. */
async function readPages(pdf: Pdf, count: number, name: string, limits: ReadLimits): Promise<string[]> {
  const texts: string[] = []
  const share = limits.recognizer === undefined ? 1 : READING_SHARE
  let left = limits.maxChars
  let broken = 0
  for (let number = 1; number <= count && left > 0; number++) {
    limits.signal.throwIfAborted()
    let text = ''
    try {
      text = flowing(await textOf(pdf, number)).slice(0, left)
    } catch (error) {
      broken++
      limits.log.warn('A page cannot be read.', { page: number, reason: String(error) })
      if (broken === count) throw damaged(name, error)
    }
    texts.push(text)
    left -= text.length
    limits.progress((number / count) * share, `Page ${number} of ${count}`)
  }
  return texts
}

async function textOf(pdf: Pdf, number: number): Promise<string> {
  const page = await pdf.getPage(number)
  const { items } = await page.getTextContent()
  page.cleanup()
  return pageText(items)
}

async function textParts(
  file: SkillFile,
  texts: readonly string[],
  limits: ReadLimits,
): Promise<Pick<Document, 'parts' | 'cut' | 'recognizedBy'>> {
  const withoutText = new Set(texts.flatMap((text, index) => (text === '' ? [index + 1] : [])))
  const recognized = await recognizePages(file, withoutText, limits)
  const parts = texts
    .map((text, index) => ({ label: `Page ${index + 1}`, text: text || (recognized.get(index + 1) ?? '') }))
    .filter(({ text }) => text !== '')
  const cut = texts.reduce((sum, text) => sum + text.length, 0) >= limits.maxChars
  if (recognized.size > 0) return { parts, cut, recognizedBy: 'ocr' }
  if (parts.length > 0) return { parts, cut }
  return textFromBox(file, limits)
}
