import type { PictureOfFile } from 'box-skill-plugin-document-text/pictures'
import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'

/** How much of a PDF is read. */
export interface ScannedPagesOptions {
  readonly maxPages: number
  readonly signal: AbortSignal
  readonly log: PluginLog
}

/** Characters of text below which a page counts as a scan: scanners print a stamp, a number or their name on their pages. */
const FEW_CHARACTERS = 30
/** Pages whose text is looked at. What comes later is not read. */
const PAGES_LOOKED_AT = 1000
/** Enough for the smallest print, of 6 points; at 300 dpi a page takes half as long again and reads no better. */
const DPI = 250
const MAX_PIXELS = 8_000_000

/**
 * The pages of a PDF that have no text of their own, as pictures.
 *
 * @throws SkillError where the PDF has a password, or is damaged.
 */
export async function* scannedPages(
  file: SkillFile,
  options: ScannedPagesOptions,
): AsyncGenerator<PictureOfFile> {
  const { maxPages, signal, log } = options
  const { withText, looked } = await pagesWithText(file, options)
  const scans = Array.from({ length: looked }, (_, index) => index + 1).filter((page) => !withText.has(page))
  const chosen = new Set(scans.slice(0, maxPages))
  if (chosen.size === 0) return
  const { pdfPages } = await import('box-skill-plugin-document-text/pdf-pages')
  const only = (page: number) => chosen.has(page)
  const left = scans.length - chosen.size
  for await (const page of pdfPages(file, { maxPages, only, dpi: DPI, maxPixels: MAX_PIXELS, signal, log }))
    yield { picture: page, page: page.count === 1 ? undefined : page.number, count: chosen.size, left }
}

async function pagesWithText(
  file: SkillFile,
  { signal, log }: ScannedPagesOptions,
): Promise<{ withText: ReadonlySet<number>; looked: number }> {
  const { readDocument } = await import('box-skill-plugin-document-text/reader')
  // What Box has recognized is not wanted in place of a page: it knows of no pages.
  const withoutBox = Object.create(file, { representation: { value: async () => undefined } })
  const {
    parts,
    count = 0,
    read,
  } = await readDocument(withoutBox, { maxPages: PAGES_LOOKED_AT, signal, log })
  const numbers = parts
    .filter(({ text }) => text.length >= FEW_CHARACTERS)
    .map(({ label = '' }) => Number(/\d+$/.exec(label)?.[0]))
  return { withText: new Set(numbers), looked: Math.min(read, count) }
}
