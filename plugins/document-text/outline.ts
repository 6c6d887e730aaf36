import type { Heading } from './document.ts'

/** What somebody takes in at a glance; more is a table of contents to scroll through. */
const MAX_ROWS = 40
const MAX_TITLE = 120

/**
 * The outline as rows, each deeper level behind one more `›`. Where there are too many, the deepest levels are left out; then
 * the last ones.
 *
 * @param unit - What `page` counts, such as `page`.
 * @returns Nothing where there are fewer than two headings, which say no more than the title.
 */
export function outlineRows(outline: readonly Heading[], unit: string): string[] {
  const headings = withoutTitle(outline)
  const levels = [...new Set(headings.map(({ level }) => level))].sort((a, b) => a - b)
  const kept = levels.findLast((level) => countTo(headings, level) <= MAX_ROWS) ?? levels[0] ?? 0
  const rows = headings.filter(({ level }) => level <= kept)
  if (rows.length < 2) return []
  return rows.slice(0, MAX_ROWS).map(({ level, title, page }) => {
    const mark = '› '.repeat(levels.indexOf(level))
    const shown = title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE).trimEnd()}…` : title
    return `${mark}${shown}${page === undefined ? '' : ` (${unit} ${page})`}`
  })
}

/** Where one heading stands above all others it is the title, which is said already. */
function withoutTitle(headings: readonly Heading[]): readonly Heading[] {
  const [first, ...others] = headings
  return first !== undefined && others.every(({ level }) => level > first.level) ? others : headings
}

function countTo(headings: readonly Heading[], level: number): number {
  return headings.filter((heading) => heading.level <= level).length
}
