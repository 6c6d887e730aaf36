import type { DocumentPart, Heading } from '../document.ts'
import { oneLine } from './one-line.ts'
import { type Separator, separator } from './separator.ts'
import type { TextCollector } from './text-collector.ts'

/** Longer than any heading; keeps a whole chapter that is marked as one out of the outline. */
const MAX_TITLE = 300
/** More than anybody reads. */
const MAX_HEADINGS = 500

/** Text that flows over pages, in paragraphs, tables and under headings, while a document is walked over. */
export interface TextFlow {
  add(text: string): void
  /** A blank between words; does nothing where a new paragraph or cell begins anyway. */
  addBlank(): void
  readonly tables: Pick<Separator, 'openTable' | 'closeTable' | 'openRow' | 'openCell'>
  endParagraph(): void
  /** The text until `endHeading` is a heading. @param level - From 1 on; 0 for a title, which is in no outline. */
  beginHeading(level: number): void
  endHeading(): void
  /** Does nothing where no text came since the last one, so that a break may be marked twice. */
  endPage(): void
  /** Whether there is enough of it. */
  full(): boolean
  /** By pages where their ends are marked, else in sections by headings. */
  parts(): DocumentPart[]
  /** In order, with their pages where page ends are marked. */
  headings(): Heading[]
  /** Pages that were read; undefined where no page end is marked. */
  pages(): number | undefined
}

interface Section {
  readonly page: number
  readonly text: string
}

/** @param maxPages - Pages to keep; what stands on later ones is left out. */
export function textFlow(text: TextCollector, maxPages: number): TextFlow {
  const sections: Section[] = []
  const headings: { readonly level: number; readonly page: number; readonly title: string }[] = []
  const between = separator()
  let page = 1
  let heading: { readonly level: number; title: string } | undefined

  const endSection = () => {
    between.reset()
    const taken = text.take()
    if (taken !== '') sections.push({ page, text: taken })
  }
  return {
    add(piece) {
      text.add(between.take() + piece)
      if (heading !== undefined && heading.title.length < MAX_TITLE) heading.title += piece
    },
    addBlank() {
      if (!between.isPending()) text.add(' ')
    },
    tables: between,
    endParagraph: between.endParagraph,
    beginHeading(level) {
      if (heading === undefined) endSection()
      heading = { level, title: '' }
    },
    endHeading() {
      const title = oneLine(heading?.title ?? '').slice(0, MAX_TITLE)
      if (heading !== undefined && heading.level > 0 && title !== '' && headings.length < MAX_HEADINGS)
        headings.push({ level: heading.level, page, title })
      heading = undefined
    },
    endPage() {
      if (!text.hasText() && sections.at(-1)?.page !== page) return
      endSection()
      page++
    },
    full: () => text.full() || page > maxPages,
    parts() {
      endSection()
      return page === 1
        ? firstSections(sections, maxPages)
        : byPage(sections.filter((section) => section.page <= maxPages))
    },
    headings: () =>
      page === 1
        ? headings.map(({ level, title }) => ({ level, title }))
        : headings.filter((found) => found.page <= maxPages),
    pages: () => (page === 1 ? undefined : Math.min(page, maxPages)),
  }
}

/** Sections are no pages, but so many rows are enough: the last one has the rest. */
function firstSections(sections: readonly Section[], max: number): DocumentPart[] {
  const texts = sections.map(({ text }) => text)
  const kept = texts.length <= max ? texts : [...texts.slice(0, max - 1), texts.slice(max - 1).join('\n')]
  return kept.map((text) => ({ label: undefined, text }))
}

function byPage(sections: readonly Section[]): DocumentPart[] {
  const pages = new Map<number, string[]>()
  for (const { page, text } of sections) pages.set(page, [...(pages.get(page) ?? []), text])
  return Array.from(pages, ([page, texts]) => ({ label: `Page ${page}`, text: texts.join('\n') }))
}
