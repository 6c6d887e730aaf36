import type { Document, DocumentPart, ReadLimits } from './document.ts'
import type { OfficePackage } from './office-package.ts'
import { readOfficeProperties } from './office-properties.ts'
import { type TextCollector, textCollector } from './text-collector.ts'

/** Reads a presentation slide by slide in the order in which it is shown. */
export async function readPptx(office: OfficePackage, limits: ReadLimits): Promise<Document> {
  const { rows } = await readOfficeProperties(office)
  const slides = await slidePaths(office)
  const read = Math.min(slides.length, limits.maxPages)
  const text = textCollector(limits.maxChars)
  const parts: DocumentPart[] = []
  for (const [index, path] of slides.slice(0, read).entries()) {
    limits.signal.throwIfAborted()
    await readParagraphs(office, path, text)
    const found = text.take()
    if (found !== '') parts.push({ label: `Slide ${index + 1}`, text: found })
    if (limits.notes) {
      const notes = await readNotes(office, path, text)
      if (notes !== '') parts.push({ label: `Notes of slide ${index + 1}`, text: notes })
    }
    limits.progress((index + 1) / read, `Slide ${index + 1} of ${read}`)
  }
  return { kind: 'pptx', properties: rows, parts, count: slides.length, read, cut: text.full() }
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
  await readParagraphs(office, notes.target, text)
  return text.take()
}

async function readParagraphs(office: OfficePackage, path: string, text: TextCollector): Promise<void> {
  let inText = false
  let inNumber = false
  let fallbacks = 0
  await office.read(path, {
    open(name, attributes) {
      if (name === 'Fallback') fallbacks++
      else if (name === 'fld') inNumber = attributes.type === 'slidenum'
      else if (name === 't') inText = true
      else if (name === 'br') text.add('\n')
    },
    close(name) {
      if (name === 'Fallback') fallbacks--
      else if (name === 'fld') inNumber = false
      else if (name === 't') inText = false
      else if (name === 'p' || name === 'tc') text.add('\n')
    },
    text(piece) {
      // A fallback repeats what stands before it; the number of the slide is said already.
      if (inText && !inNumber && fallbacks === 0) text.add(piece)
    },
    enough: text.full,
  })
}
