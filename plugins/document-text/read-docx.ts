import type { Document, DocumentPart, ReadLimits } from './document.ts'
import { docxBody } from './docx-body.ts'
import type { OfficePackage } from './office-package.ts'
import { readOfficeProperties } from './office-properties.ts'
import { textCollector } from './text-collector.ts'

/** Reads a Word document by its pages, or by its headings where the file has no mark of where pages end. */
export async function readDocx(office: OfficePackage, limits: ReadLimits): Promise<Document> {
  const { rows, pages } = await readOfficeProperties(office)
  const text = textCollector(limits.maxChars)
  const body = docxBody(text, limits.maxPages)
  await office.read(office.main, body.visitor)
  const parts = body.parts()
  limits.progress(0.8)

  const relations = [...(await office.relations(office.main)).values()]
  for (const { type, target } of relations) {
    const label = type === 'footnotes' ? 'Footnotes' : type === 'endnotes' ? 'Endnotes' : undefined
    if (label === undefined) continue
    const notes = await readNotes(office, target, text)
    if (notes !== '') parts.push({ label, text: notes })
  }
  const seen = body.pagesSeen()
  // The count that the last program saved is wrong where another one has changed the file since.
  const count = seen === undefined ? pages : body.isComplete() ? seen : Math.max(seen, pages ?? 0)
  return { kind: 'docx', properties: rows, parts, count, read: seen ?? count ?? 1, cut: text.full() }
}

async function readNotes(
  office: OfficePackage,
  path: string,
  text: ReturnType<typeof textCollector>,
): Promise<string> {
  const notes = docxBody(text, 1)
  await office.read(path, notes.visitor)
  return notes
    .parts()
    .map((part: DocumentPart) => part.text)
    .join(' ')
}
