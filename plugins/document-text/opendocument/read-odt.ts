import type { DocumentArchive } from '../archive/document-archive.ts'
import type { Document, ReadLimits } from '../document.ts'
import { textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'
import { readOdfProperties } from './odf-properties.ts'
import { readOdfStyles } from './odf-styles.ts'
import { odfText } from './odf-text.ts'

/** Reads an OpenDocument text by its pages, or by its headings where the file does not say where pages end. */
export async function readOdt(archive: DocumentArchive, limits: ReadLimits): Promise<Document> {
  const { rows, pages } = await readOdfProperties(archive)
  const styles = await readOdfStyles(archive)
  const text = textCollector(limits.maxChars)
  const flow = textFlow(text, limits.maxPages)
  const notes = textFlow(textCollector(limits.maxChars), 1)
  // Paragraphs may stand in text boxes and notes inside of others.
  const open: { readonly style: string | undefined }[] = []
  let inNote = 0
  let complete = true
  await archive.read('content.xml', {
    ...odfText({
      open(name, attributes) {
        if (name === 'note-body') inNote++
        if (inNote > 0) return
        if (name === 'soft-page-break') flow.endPage()
        else if (name === 'p' || name === 'h') {
          const style = attributes['text:style-name']
          open.push({ style })
          if (styles.beginsPage(style)) flow.endPage()
          if (name === 'h') flow.beginHeading(levelOf(attributes['text:outline-level']))
        } else if (name === 'table') {
          if (styles.beginsPage(attributes['table:style-name'])) flow.endPage()
          flow.tables.openTable()
        } else if (name === 'table-row') flow.tables.openRow()
        else if (name === 'table-cell') flow.tables.openCell()
      },
      close(name) {
        if (name === 'note-body') {
          inNote--
          notes.endParagraph()
        }
        if (inNote > 0) {
          if (name === 'p') notes.endParagraph()
        } else if (name === 'p' || name === 'h') {
          flow.endHeading()
          flow.endParagraph()
          if (styles.endsPage(open.pop()?.style)) flow.endPage()
        } else if (name === 'table') flow.tables.closeTable()
      },
      text: (piece) => (inNote > 0 ? notes : flow).add(piece),
    }),
    enough() {
      complete = !flow.full()
      return !complete
    },
  })
  const outline = flow.headings()
  const seen = flow.pages()
  const footnotes = notes.parts().map((part) => ({ ...part, label: 'Notes' }))
  return {
    kind: 'odt',
    properties: rows,
    parts: [...flow.parts(), ...footnotes],
    count: seen === undefined ? pages : complete ? seen : Math.max(seen, pages ?? 0),
    read: seen ?? pages ?? 1,
    cut: text.full(),
    ...(outline.length > 0 ? { outline } : {}),
  }
}

function levelOf(value: string | undefined): number {
  return /^[1-9]$|^10$/.test(value ?? '') ? Number(value) : 1
}
