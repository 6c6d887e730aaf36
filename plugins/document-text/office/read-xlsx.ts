import type { Document, DocumentPart, ReadLimits } from '../document.ts'
import { type TextCollector, textCollector } from '../text/text-collector.ts'
import { type CellFormat, cellText } from './cell.ts'
import { readDateStyles } from './cell-styles.ts'
import type { OfficePackage } from './office-package.ts'
import { readOfficeProperties } from './office-properties.ts'
import { readSharedStrings } from './shared-strings.ts'

/** Reads a workbook sheet by sheet. Hidden sheets are left out and do not count, unless they are wanted. */
export async function readXlsx(office: OfficePackage, limits: ReadLimits): Promise<Document> {
  const { rows } = await readOfficeProperties(office)
  const relations = [...(await office.relations(office.main)).values()]
  const { sheets: all, from1904 } = await readWorkbook(office)
  const strings = await readSharedStrings(office, targetOf(relations, 'sharedStrings'))
  const dates = await readDateStyles(office, targetOf(relations, 'styles'))

  const sheets = all.filter(({ hidden }) => limits.hidden || !hidden)
  const read = Math.min(sheets.length, limits.maxPages)
  const text = textCollector(limits.maxChars)
  const parts: DocumentPart[] = []
  for (const [index, sheet] of sheets.slice(0, read).entries()) {
    limits.signal.throwIfAborted()
    await readSheet(office, sheet.path, text, { strings, dates, from1904 })
    const found = text.take()
    if (found !== '') parts.push({ label: `Sheet ${sheet.name}`, text: found, hidden: sheet.hidden })
    limits.progress((index + 1) / read, `Sheet ${index + 1} of ${read}`)
  }
  return {
    kind: 'xlsx',
    properties: rows,
    parts,
    count: sheets.length,
    read,
    cut: text.full(),
    hidden: all.filter(({ hidden }) => hidden).length || undefined,
  }
}

function targetOf(
  relations: readonly { readonly type: string; readonly target: string }[],
  type: string,
): string {
  return relations.find((relation) => relation.type === type)?.target ?? ''
}

interface Sheet {
  readonly name: string
  readonly path: string
  readonly hidden: boolean
}

interface Workbook {
  readonly sheets: readonly Sheet[]
  /** Workbooks of old Macs count days from 1904. */
  readonly from1904: boolean
}

async function readWorkbook(office: OfficePackage): Promise<Workbook> {
  const relations = await office.relations(office.main)
  const sheets: Sheet[] = []
  let from1904 = false
  await office.read(office.main, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '')
      const relation = name === 'sheet' ? relations.get(attributes['r:id'] ?? '') : undefined
      // `veryHidden` sheets are not even listed by Excel.
      const hidden = (attributes.state ?? 'visible') !== 'visible'
      if (relation?.type === 'worksheet')
        sheets.push({ name: attributes.name ?? '', path: relation.target, hidden })
    },
  })
  return { sheets, from1904 }
}

/** Rows are divided by semicolons and cells by bars, since Box shows them as flowing text. */
async function readSheet(
  office: OfficePackage,
  path: string,
  text: TextCollector,
  format: CellFormat,
): Promise<void> {
  let cell: { type: string; style: number; value: string } | undefined
  let reading = false
  let row: string[] = []
  let rows = 0
  await office.read(path, {
    open(name, attributes) {
      if (name === 'c') cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' }
      else if (name === 'rPh') reading = false
      else if (name === 'v' || name === 't') reading = true
    },
    text(piece) {
      if (reading && cell !== undefined) cell.value += piece
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c' && cell !== undefined) {
        const shown = cellText(cell, format)
        if (shown !== '') row.push(shown)
        cell = undefined
      } else if (name === 'row') {
        if (row.length > 0) text.add((rows++ > 0 ? '; ' : '') + row.join(' | '))
        row = []
      }
    },
    enough: text.full,
  })
}
