import type { TextFlow } from '../text/text-flow.ts'

/** Words that stand for a character. */
const characters: Readonly<Record<string, string>> = {
  tab: ' ',
  line: '\n',
  '~': ' ',
  _: '-',
  '\\': '\\',
  '{': '{',
  '}': '}',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
}

/** The paragraphs, tables and pages of an RTF document. */
export interface RtfBody {
  text(text: string): void
  /** The control words between texts. */
  control(word: string, parameter: number | undefined): void
}

/**
 * Writes what a reader sees into `flow`.
 *
 * @param headingOf - The level of a paragraph's style, from 1 on; undefined where that is none of a heading.
 */
export function rtfBody(flow: TextFlow, headingOf: (style: number) => number | undefined): RtfBody {
  let level: number | undefined
  let begun = false
  let inTable = false
  let isCell = false
  /** Whether a section ended, and the next one begins on a new page unless it says otherwise. */
  let sectionEnded = false

  const begin = () => {
    if (sectionEnded) flow.endPage()
    sectionEnded = false
    if (begun) return
    begun = true
    if (isCell && !inTable) {
      flow.tables.openTable()
      flow.tables.openRow()
      flow.tables.openCell()
    } else if (!isCell && inTable) flow.tables.closeTable()
    inTable = isCell
    if (level !== undefined) flow.beginHeading(level)
  }
  const add = (text: string) => {
    begin()
    flow.add(text)
  }
  const end = () => {
    flow.endHeading()
    begun = false
  }
  const controls: Readonly<Record<string, (parameter: number | undefined) => void>> = {
    par() {
      end()
      flow.endParagraph()
    },
    pard() {
      level = undefined
      isCell = false
    },
    s(style = 0) {
      level = headingOf(style)
    },
    outlinelevel(number = 9) {
      if (number <= 8) level = number + 1
    },
    intbl() {
      isCell = true
    },
    cell() {
      end()
      flow.tables.openCell()
    },
    nestcell: flow.endParagraph,
    row() {
      end()
      flow.tables.openRow()
      flow.tables.openCell()
    },
    page: flow.endPage,
    pagebb: flow.endPage,
    softpage: flow.endPage,
    sect() {
      end()
      flow.endParagraph()
      sectionEnded = true
    },
    sbknone() {
      sectionEnded = false
    },
  }
  return {
    text: add,
    control(word, parameter) {
      if (Object.hasOwn(characters, word)) add(characters[word] ?? '')
      else if (Object.hasOwn(controls, word)) controls[word]?.(parameter)
      else if (word === '\n' || word === '\r') controls.par?.(undefined)
    },
  }
}
