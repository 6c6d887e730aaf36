import type { DocumentArchive } from '../archive/document-archive.ts'
import { propertiesOf } from '../properties.ts'

/** What an OpenDocument file says of itself. */
export interface OdfProperties {
  readonly rows: Record<string, string>
  /** Pages of a text, as the program that saved it had laid it out. */
  readonly pages: number | undefined
}

/** Reads `meta.xml` (OpenDocument 1.3, part 3, 4.3); it may be missing. */
export async function readOdfProperties(archive: DocumentArchive): Promise<OdfProperties> {
  const found: Record<string, string> = Object.create(null)
  const keywords: string[] = []
  let current = ''
  let pages: string | undefined
  await archive.read('meta.xml', {
    open(name, attributes) {
      current = name
      if (name === 'document-statistic') pages = attributes['meta:page-count']
      else if (name === 'keyword') keywords.push('')
    },
    text(text) {
      if (current === 'keyword') keywords.push((keywords.pop() ?? '') + text)
      else found[current] = (found[current] ?? '') + text
    },
    close() {
      current = ''
    },
  })
  return {
    rows: propertiesOf({
      title: found.title,
      author: found['initial-creator'] ?? found.creator,
      subject: found.subject,
      keywords: keywords.join(', '),
      created: found['creation-date'],
      modified: found.date,
      program: found.generator,
    }),
    pages: /^[1-9]\d{0,5}$/.test(pages ?? '') ? Number(pages) : undefined,
  }
}
