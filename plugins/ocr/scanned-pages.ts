import type { SkillFile } from 'box-skill-runner/plugin'
import type { PictureOfFile, PicturesOfFile, PicturesWanted } from './pictures.ts'

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
export async function scannedPages(file: SkillFile, wanted: PicturesWanted): Promise<PicturesOfFile> {
  const { maxPages, signal, log } = wanted
  const withText = await pagesWithText(file, wanted)
  const scans = Array.from({ length: withText.looked }, (_, index) => index + 1).filter(
    (page) => !withText.pages.has(page),
  )
  const chosen = new Set(scans.slice(0, maxPages))
  return {
    count: chosen.size,
    left: scans.length - chosen.size,
    pictures: chosen.size === 0 ? none() : render(),
  }

  async function* render(): AsyncGenerator<PictureOfFile> {
    const { pdfPages } = await import('box-skill-plugin-document-text/pdf-pages')
    const only = (page: number) => chosen.has(page)
    for await (const page of pdfPages(file, { maxPages, only, dpi: DPI, maxPixels: MAX_PIXELS, signal, log }))
      yield { picture: page, page: page.count === 1 ? undefined : page.number }
  }
}

async function* none(): AsyncGenerator<PictureOfFile> {}

async function pagesWithText(
  file: SkillFile,
  { signal, log }: PicturesWanted,
): Promise<{ pages: Set<number>; looked: number }> {
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
  return { pages: new Set(numbers), looked: Math.min(read, count) }
}
