import type { XmlVisitor } from '../archive/xml.ts'
import type { TextFlow } from '../text/text-flow.ts'
import type { HeadingStyles } from './heading-styles.ts'

type Attributes = Readonly<Record<string, string>>

/** The text of a Word document while its XML is walked over. */
export interface DocxBody {
  readonly visitor: XmlVisitor
  /** Whether all of the document was read. */
  isComplete(): boolean
}

/** Reads WordprocessingML (ECMA-376, part 1, 17) into `flow`, until that is full. */
export function docxBody(flow: TextFlow, styles: HeadingStyles): DocxBody {
  let hidden = 0
  let inText = false
  let sectionEnds = false
  let complete = true

  const openers: Readonly<Record<string, (attributes: Attributes) => void>> = {
    t() {
      inText = true
    },
    tab: () => flow.add(' '),
    cr: () => flow.add('\n'),
    noBreakHyphen: () => flow.add('-'),
    br: (attributes) => (attributeOf(attributes, 'type') === 'page' ? flow.endPage() : flow.add('\n')),
    // Word marks a page end where it is made, and once more where the next page begins.
    lastRenderedPageBreak: flow.endPage,
    pageBreakBefore(attributes) {
      if (!/^(?:0|false|off)$/.test(attributeOf(attributes, 'val'))) flow.endPage()
    },
    pStyle(attributes) {
      const level = styles.levelOf(attributeOf(attributes, 'val'))
      if (level !== undefined) flow.beginHeading(level)
    },
    outlineLvl(attributes) {
      const level = Number(attributeOf(attributes, 'val')) + 1
      if (level >= 1 && level <= 9) flow.beginHeading(level)
    },
    sectPr() {
      sectionEnds = true
    },
    type(attributes) {
      if (attributeOf(attributes, 'val') === 'continuous') sectionEnds = false
    },
    tbl: flow.tables.openTable,
    tr: flow.tables.openRow,
    tc: flow.tables.openCell,
  }
  const closers: Readonly<Record<string, () => void>> = {
    t() {
      inText = false
    },
    p() {
      flow.endHeading()
      flow.endParagraph()
      if (sectionEnds) flow.endPage()
      sectionEnds = false
    },
    tbl: flow.tables.closeTable,
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
        if (inText && hidden === 0) flow.add(piece)
      },
      enough() {
        complete = !flow.full()
        return !complete
      },
    },
    isComplete: () => complete,
  }
}

/** Text that was moved elsewhere, and the second copy of a text box for old versions of Word. */
function isRepeated(name: string): boolean {
  return name === 'Fallback' || name === 'moveFrom'
}

/** An attribute, whatever its prefix; `''` where it is missing. */
function attributeOf(attributes: Attributes, name: string): string {
  const key = Object.keys(attributes).find(
    (candidate) => candidate === name || candidate.endsWith(`:${name}`),
  )
  return (key && attributes[key]) ?? ''
}
