import type { Heading } from '../document.ts'
import { oneLine } from '../text/one-line.ts'
import type { Pdf } from './open-pdf.ts'

/** More bookmarks than anybody reads; each costs a look-up of its page. */
const MAX_BOOKMARKS = 500

type Bookmark = Awaited<ReturnType<Pdf['getOutline']>>[number]

/** The bookmarks of a PDF in the order in which they stand; none where they are broken. */
export async function pdfOutline(pdf: Pdf): Promise<Heading[]> {
  const headings: Heading[] = []
  const waiting = (await bookmarksOf(pdf)).map((bookmark) => ({ bookmark, level: 1 }))
  while (headings.length < MAX_BOOKMARKS) {
    const next = waiting.shift()
    if (next === undefined) break
    const { bookmark, level } = next
    const title = oneLine(bookmark.title)
    if (title !== '') headings.push({ level, title, page: await pageOf(pdf, bookmark.dest) })
    const inner: readonly Bookmark[] = bookmark.items
    waiting.unshift(...inner.slice(0, MAX_BOOKMARKS).map((item) => ({ bookmark: item, level: level + 1 })))
  }
  return headings
}

async function bookmarksOf(pdf: Pdf): Promise<readonly Bookmark[]> {
  // Null where there is none; an error where they make no sense, which is no reason to refuse the text.
  const bookmarks: readonly Bookmark[] | null = await pdf.getOutline().catch(() => null)
  return (bookmarks ?? []).slice(0, MAX_BOOKMARKS)
}

/** Undefined for a bookmark that leads elsewhere, or nowhere. */
async function pageOf(pdf: Pdf, dest: Bookmark['dest']): Promise<number | undefined> {
  try {
    const [target] = (typeof dest === 'string' ? await pdf.getDestination(dest) : dest) ?? []
    if (typeof target === 'number') return target + 1
    return typeof target === 'object' && target !== null ? (await pdf.getPageIndex(target)) + 1 : undefined
  } catch {
    return undefined
  }
}
