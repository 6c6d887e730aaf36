import type { Document, ReadLimits } from '../document.ts'
import { type TextCollector, textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'
import { docxBody } from './docx-body.ts'
import { type HeadingStyles, readHeadingStyles } from './heading-styles.ts'
import type { OfficePackage } from './office-package.ts'
import { readOfficeProperties } from './office-properties.ts'

/** Reads a Word document by its pages, or by its headings where the file has no mark of where pages end. */
export async function readDocx(office: OfficePackage, limits: ReadLimits): Promise<Document> {
  const { rows, pages } = await readOfficeProperties(office)
  const styles = await readHeadingStyles(office)
  const text = textCollector(limits.maxChars)
  const flow = textFlow(text, limits.maxPages)
  const body = docxBody(flow, styles)
  await office.read(office.main, body.visitor)
  const parts = flow.parts()
  const outline = flow.headings()
  limits.progress(0.8)

  const relations = [...(await office.relations(office.main)).values()]
  for (const { type, target } of relations) {
    const label = type === 'footnotes' ? 'Footnotes' : type === 'endnotes' ? 'Endnotes' : undefined
    if (label === undefined) continue
    const notes = await readNotes(office, target, text, styles)
    if (notes !== '') parts.push({ label, text: notes })
  }
  const seen = flow.pages()
  // The count that the last program saved is wrong where another one has changed the file since.
  const count = seen === undefined ? pages : body.isComplete() ? seen : Math.max(seen, pages ?? 0)
  return {
    kind: 'docx',
    properties: rows,
    parts,
    count,
    read: seen ?? count ?? 1,
    cut: text.full(),
    ...(outline.length > 0 ? { outline } : {}),
  }
}

async function readNotes(
  office: OfficePackage,
  path: string,
  text: TextCollector,
  styles: HeadingStyles,
): Promise<string> {
  const flow = textFlow(text, 1)
  await office.read(path, docxBody(flow, styles).visitor)
  return flow
    .parts()
    .map((part) => part.text)
    .join('\n')
}
