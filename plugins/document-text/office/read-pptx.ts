import type { Document, DocumentPart, Heading, ReadLimits } from '../document.ts'
import { oneLine } from '../text/one-line.ts'
import { type TextCollector, textCollector } from '../text/text-collector.ts'
import type { OfficePackage } from './office-package.ts'
import { readOfficeProperties } from './office-properties.ts'

/** Longer than any title of a slide. */
const MAX_TITLE = 500

/** Reads a presentation slide by slide in the order in which it is shown. Hidden slides count, but are left out unless they are wanted. */
export async function readPptx(office: OfficePackage, limits: ReadLimits): Promise<Document> {
  const { rows } = await readOfficeProperties(office)
  const slides = await slidePaths(office)
  const read = Math.min(slides.length, limits.maxPages)
  const text = textCollector(limits.maxChars)
  const parts: DocumentPart[] = []
  const outline: Heading[] = []
  let hiddenSlides = 0
  for (const [index, path] of slides.slice(0, read).entries()) {
    limits.signal.throwIfAborted()
    const { title, hidden } = await readParagraphs(office, path, text, limits.hidden)
    if (hidden) hiddenSlides++
    if (title !== '') outline.push({ level: 1, title, page: index + 1 })
    const found = text.take()
    if (found !== '') parts.push({ label: `Slide ${index + 1}`, text: found, hidden })
    if (limits.notes && (limits.hidden || !hidden)) {
      const notes = await readNotes(office, path, text)
      if (notes !== '') parts.push({ label: `Notes of slide ${index + 1}`, text: notes, hidden })
    }
    limits.progress((index + 1) / read, `Slide ${index + 1} of ${read}`)
  }
  return {
    kind: 'pptx',
    properties: rows,
    parts,
    count: slides.length,
    read,
    cut: text.full(),
    hidden: hiddenSlides || undefined,
    ...(outline.length > 0 ? { outline } : {}),
  }
}

async function slidePaths(office: OfficePackage): Promise<string[]> {
  const relations = await office.relations(office.main)
  const paths: string[] = []
  await office.read(office.main, {
    open(name, attributes) {
      const slide = name === 'sldId' ? relations.get(attributes['r:id'] ?? '') : undefined
      if (slide !== undefined) paths.push(slide.target)
    },
  })
  return paths
}

async function readNotes(office: OfficePackage, slide: string, text: TextCollector): Promise<string> {
  const notes = [...(await office.relations(slide)).values()].find(({ type }) => type === 'notesSlide')
  if (notes === undefined) return ''
  await readParagraphs(office, notes.target, text, true)
  return text.take()
}

/** Returns the title of the slide, `''` where it has none, and whether it is hidden; such a one is only read where `withHidden`. */
async function readParagraphs(
  office: OfficePackage,
  path: string,
  text: TextCollector,
  withHidden: boolean,
): Promise<{ readonly title: string; readonly hidden: boolean }> {
  let title = ''
  let hidden = false
  const isLeftOut = () => hidden && !withHidden
  let inTitle = false
  let inText = false
  let inNumber = false
  let fallbacks = 0
  await office.read(path, {
    open(name, attributes) {
      if (name === 'sld') hidden = /^(?:0|false)$/.test(attributes.show ?? '')
      if (isLeftOut()) return
      if (name === 'Fallback') fallbacks++
      else if (name === 'fld') inNumber = attributes.type === 'slidenum'
      else if (name === 'sp') inTitle = false
      else if (name === 'ph') inTitle = /^(?:title|ctrTitle)$/.test(attributes.type ?? '')
      else if (name === 't') inText = true
      else if (name === 'br') text.add('\n')
    },
    close(name) {
      if (isLeftOut()) return
      if (name === 'Fallback') fallbacks--
      else if (name === 'fld') inNumber = false
      else if (name === 't') inText = false
      else if (name === 'p' || name === 'tc') {
        text.add('\n')
        if (inTitle) title += ' '
      }
    },
    text(piece) {
      // A fallback repeats what stands before it; the number of the slide is said already.
      if (!inText || inNumber || fallbacks > 0) return
      text.add(piece)
      if (inTitle && title.length < MAX_TITLE) title += piece
    },
    enough: () => isLeftOut() || text.full(),
  })
  return { title: oneLine(title), hidden }
}
