import type { DocumentArchive } from '../archive/document-archive.ts'
import type { Document, DocumentPart, ReadLimits } from '../document.ts'
import { oneLine } from '../text/one-line.ts'
import { textCollector } from '../text/text-collector.ts'
import { readOdfProperties } from './odf-properties.ts'
import { readOdfStyles } from './odf-styles.ts'
import { odfText } from './odf-text.ts'

/** A cell may claim to be repeated to the end of its row; one with a text seldom is, and never so often that people read it. */
const MAX_REPEATED = 20

/**
 * Reads an OpenDocument spreadsheet sheet by sheet, as it looks, since the file has the text that each cell shows; dates are
 * written from the largest unit to the smallest, as in other workbooks. Hidden sheets are left out and do not count, unless
 * they are wanted.
 */
export async function readOds(archive: DocumentArchive, limits: ReadLimits): Promise<Document> {
  const { rows: properties } = await readOdfProperties(archive)
  const styles = await readOdfStyles(archive)
  const text = textCollector(limits.maxChars)
  const parts: DocumentPart[] = []
  let sheets = 0
  // Tables may stand in cells; they belong to the sheet.
  let depth = 0
  let isRead = false
  let hidden = false
  let hiddenSheets = 0
  let name = ''
  let rows = 0
  let row: string[] = []
  let cell: { text: string; readonly date: string | undefined; readonly repeated: number } | undefined
  await archive.read('content.xml', {
    ...odfText({
      open(element, attributes) {
        if (element === 'table' && depth++ === 0) {
          hidden = styles.isHidden(attributes['table:style-name'])
          if (hidden) hiddenSheets++
          isRead = (limits.hidden || !hidden) && ++sheets <= limits.maxPages
          name = oneLine(attributes['table:name'] ?? '')
          rows = 0
        } else if (element === 'table-cell' && isRead) {
          const repeated = Number(attributes['table:number-columns-repeated'] ?? 1)
          cell = {
            text: '',
            date: attributes['office:date-value'],
            repeated: Math.min(repeated || 1, MAX_REPEATED),
          }
        }
      },
      close(element) {
        if (element === 'p' && cell !== undefined) cell.text += '\n'
        else if (element === 'table-cell' && cell !== undefined) {
          const shown = readableDate(cell.date) ?? oneLine(cell.text)
          if (shown !== '') row.push(...Array.from({ length: cell.repeated }, () => shown))
          cell = undefined
        } else if (element === 'table-row') {
          if (row.length > 0) text.add((rows++ > 0 ? '; ' : '') + row.join(' | '))
          row = []
        } else if (element === 'table' && --depth === 0 && isRead) {
          const found = text.take()
          if (found !== '') parts.push({ label: `Sheet ${name}`, text: found, hidden })
        }
      },
      text(piece) {
        if (cell !== undefined) cell.text += piece
      },
    }),
    enough: () => text.full(),
  })
  const rest = text.take()
  if (rest !== '') parts.push({ label: `Sheet ${name}`, text: rest, hidden })
  return {
    kind: 'ods',
    properties,
    parts,
    count: sheets,
    read: Math.min(sheets, limits.maxPages),
    cut: text.full(),
    hidden: hiddenSheets || undefined,
  }
}

/** `2026-09-01T14:30:00` → `2026-09-01 14:30`. */
function readableDate(value: string | undefined): string | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?/.exec(value ?? '') ?? []
  return date === undefined || time === undefined ? date : `${date} ${time}`
}
