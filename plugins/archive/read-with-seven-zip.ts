import { setImmediate } from 'node:timers/promises'
import type { Limits } from './limits.ts'
import { listWithSevenZip } from './seven-zip.ts'
import { parseListing } from './seven-zip-listing.ts'
import type { Source } from './source.ts'
import type { Visitor } from './visitor.ts'

/** Lines that 7-Zip prints of one entry, about. */
const LINES_PER_ENTRY = 30
/** Longest time in which the thread hears of nothing else; any real list takes a fraction of it. */
const MAX_MS = 15_000

/**
 * Walks over the list of a 7z, RAR, Cabinet or ISO file.
 *
 * @throws where 7-Zip cannot open it.
 */
export async function readWithSevenZip(
  source: Source,
  visitor: Visitor,
  { maxEntries, maxMs }: Pick<Limits, 'maxEntries' | 'maxMs'>,
): Promise<{ readonly comment: string; readonly isLocked: boolean }> {
  const printed = await listWithSevenZip(source, {
    maxMs: Math.min(maxMs, MAX_MS),
    maxLines: (maxEntries + 10) * LINES_PER_ENTRY,
  })
  const { entries, comment, isLocked, isOpen, isDamaged } = parseListing(printed.lines, printed.errors)
  if (!isOpen && !isLocked)
    throw new TypeError(`7-Zip cannot open it: ${printed.errors.join(' ').slice(0, 200)}`)
  for (const [index, entry] of entries.entries()) {
    if (!visitor.wantsMore()) break
    await visitor.entry(entry)
    if (index % 500 === 0) await setImmediate()
  }
  if (isDamaged) visitor.warn('damaged')
  return { comment, isLocked }
}
