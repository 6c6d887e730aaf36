import type { RecognizedText } from './recognized-text.ts'

/** The text of one page. */
export interface PageText {
  /** From 1 on; undefined where there is only one. */
  readonly page: number | undefined
  readonly text: RecognizedText
}

/** The runner shows 1,000 rows of 30,000 characters unless the operator has it show more. */
const MAX_ROWS = 990
const MAX_CHARACTERS = 10_000

/**
 * A row for each paragraph, the first of a page with its number before it. None where nothing was read.
 *
 * @param left - How many pages were not read since there are too many; told in a last row.
 */
export function textRows(pages: readonly PageText[], left: number): string[] {
  const rows = pages.flatMap(({ page, text }) =>
    text.paragraphs.map((paragraph, index) => {
      const label = page === undefined || index > 0 ? '' : `Page ${page}: `
      return label + paragraph.text.slice(0, MAX_CHARACTERS)
    }),
  )
  if (rows.length === 0) return []
  return [
    ...rows.slice(0, MAX_ROWS),
    ...(left > 0 ? [`(${left} more ${left === 1 ? 'page was' : 'pages were'} not read.)`] : []),
  ]
}
