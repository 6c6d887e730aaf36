import type { DocumentPart } from './document.ts'
import { separator } from './separator.ts'
import type { TextCollector } from './text-collector.ts'
import type { XmlVisitor } from './xml.ts'

type Attributes = Readonly<Record<string, string>>

/** Ids of the styles for headings: English ones in every program but the Word of some languages, which drops umlauts. */
const headings = /^(?:heading|title|berschrift|titre|titolo)/i

/** The flow of text in a Word document while its XML is walked over. */
export interface DocxBody {
  readonly visitor: XmlVisitor
  /** Pages with text where page ends are marked, else sections by headings. */
  parts(): DocumentPart[]
  /** Pages that were read; undefined where no page end is marked. */
  pagesSeen(): number | undefined
  /** Whether all of the document was read. */
  isComplete(): boolean
}

/** Reads WordprocessingML (ECMA-376, part 1, 17) into `text`, up to `maxPages` pages. */
export function docxBody(text: TextCollector, maxPages: number): DocxBody {
  const sections: { readonly page: number; readonly text: string }[] = []
  const between = separator()
  let page = 1
  let hidden = 0
  let inText = false
  let sectionEnds = false
  let complete = true

  const endSection = () => {
    between.reset()
    const taken = text.take()
    if (taken !== '') sections.push({ page, text: taken })
  }
  // Word marks a page end where it is made, and once more where the next page begins: the empty page between is none.
  const endPage = () => {
    if (!text.hasText() && sections.at(-1)?.page !== page) return
    endSection()
    page++
  }
  const add = (piece: string) => {
    if (hidden === 0) text.add(between.take() + piece)
  }

  const openers: Readonly<Record<string, (attributes: Attributes) => void>> = {
    t() {
      inText = true
    },
    tab: () => add(' '),
    cr: () => add('\n'),
    noBreakHyphen: () => add('-'),
    br: (attributes) => (attributeOf(attributes, 'type') === 'page' ? endPage() : add('\n')),
    lastRenderedPageBreak: endPage,
    pageBreakBefore(attributes) {
      if (!/^(?:0|false|off)$/.test(attributeOf(attributes, 'val'))) endPage()
    },
    pStyle(attributes) {
      if (headings.test(attributeOf(attributes, 'val'))) endSection()
    },
    sectPr() {
      sectionEnds = true
    },
    type(attributes) {
      if (attributeOf(attributes, 'val') === 'continuous') sectionEnds = false
    },
    tbl: between.openTable,
    tr: between.openRow,
    tc: between.openCell,
  }
  const closers: Readonly<Record<string, () => void>> = {
    t() {
      inText = false
    },
    p() {
      between.endParagraph()
      if (sectionEnds) endPage()
      sectionEnds = false
    },
    tbl: between.closeTable,
  }
  return {
    visitor: {
      open(name, attributes) {
        if (isRepeated(name)) hidden++
        else if (hidden === 0 && Object.hasOwn(openers, name)) openers[name]?.(attributes)
      },
      close(name) {
        if (isRepeated(name)) hidden--
        else if (hidden === 0 && Object.hasOwn(closers, name)) closers[name]?.()
      },
      text(piece) {
        if (inText) add(piece)
      },
      enough() {
        complete = !text.full() && page <= maxPages
        return !complete
      },
    },
    parts() {
      endSection()
      return page === 1
        ? sections.map((section) => ({ label: undefined, text: section.text }))
        : byPage(sections, maxPages)
    },
    pagesSeen: () => (page === 1 ? undefined : Math.min(page, maxPages)),
    isComplete: () => complete,
  }
}

/** Text that was moved elsewhere, and the second copy of a text box for old versions of Word. */
function isRepeated(name: string): boolean {
  return name === 'Fallback' || name === 'moveFrom'
}

function byPage(
  sections: readonly { readonly page: number; readonly text: string }[],
  maxPages: number,
): DocumentPart[] {
  const pages = new Map<number, string[]>()
  for (const { page, text } of sections) {
    if (page <= maxPages) pages.set(page, [...(pages.get(page) ?? []), text])
  }
  return Array.from(pages, ([page, texts]) => ({ label: `Page ${page}`, text: texts.join(' ') }))
}

/** An attribute, whatever its prefix; `''` where it is missing. */
function attributeOf(attributes: Attributes, name: string): string {
  const key = Object.keys(attributes).find(
    (candidate) => candidate === name || candidate.endsWith(`:${name}`),
  )
  return (key && attributes[key]) ?? ''
}
