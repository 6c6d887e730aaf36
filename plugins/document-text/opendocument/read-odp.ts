import type { DocumentArchive } from '../archive/document-archive.ts'
import type { Document, DocumentPart, Heading, ReadLimits } from '../document.ts'
import { oneLine } from '../text/one-line.ts'
import { textCollector } from '../text/text-collector.ts'
import { readOdfProperties } from './odf-properties.ts'
import { readOdfStyles } from './odf-styles.ts'
import { odfText } from './odf-text.ts'

/** Reads an OpenDocument presentation slide by slide. Hidden slides count, but are left out unless they are wanted. */
export async function readOdp(archive: DocumentArchive, limits: ReadLimits): Promise<Document> {
  const { rows: properties } = await readOdfProperties(archive)
  const styles = await readOdfStyles(archive)
  const text = textCollector(limits.maxChars)
  const parts: DocumentPart[] = []
  const outline: Heading[] = []
  let slides = 0
  let isRead = false
  let hidden = false
  let hiddenSlides = 0
  let inTitle = false
  let title = ''
  const endPart = (label: string) => {
    const found = text.take()
    if (found !== '' && isRead) parts.push({ label, text: found, hidden })
  }
  await archive.read('content.xml', {
    ...odfText({
      open(name, attributes) {
        if (name === 'page') {
          hidden = styles.isHidden(attributes['draw:style-name'])
          if (hidden) hiddenSlides++
          isRead = ++slides <= limits.maxPages && (limits.hidden || !hidden)
          title = ''
        } else if (name === 'frame') inTitle = attributes['presentation:class'] === 'title'
        else if (name === 'notes') endPart(`Slide ${slides}`)
      },
      close(name) {
        if (name === 'p' || name === 'h') text.add('\n')
        else if (name === 'frame') inTitle = false
        else if (name === 'notes') {
          if (limits.notes) endPart(`Notes of slide ${slides}`)
          else text.take()
        } else if (name === 'page') {
          endPart(`Slide ${slides}`)
          if (isRead && oneLine(title) !== '') outline.push({ level: 1, title: oneLine(title), page: slides })
        }
      },
      text(piece) {
        if (!isRead) return
        text.add(piece)
        if (inTitle) title += piece
      },
    }),
    enough: () => text.full(),
  })
  endPart(`Slide ${slides}`)
  return {
    kind: 'odp',
    properties,
    parts,
    count: slides,
    read: Math.min(slides, limits.maxPages),
    cut: text.full(),
    hidden: hiddenSlides || undefined,
    ...(outline.length > 0 ? { outline } : {}),
  }
}
