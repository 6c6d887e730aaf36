import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, DocumentKind } from './document.ts'

const kinds: Readonly<Record<DocumentKind, { readonly format: string; readonly unit: string }>> = {
  pdf: { format: 'PDF', unit: 'Pages' },
  docx: { format: 'Word document', unit: 'Pages' },
  xlsx: { format: 'Excel workbook', unit: 'Sheets' },
  pptx: { format: 'PowerPoint presentation', unit: 'Slides' },
}

/** The rows with the document's properties, what it is, how long, and what of it was read. */
export function documentRows(
  document: Document,
  { extension }: SkillFile,
): Record<string, string | undefined> {
  const { format, unit } = kinds[document.kind]
  return {
    ...document.properties,
    Format: extension === document.kind ? format : `${format}, although the file is named .${extension}`,
    [unit]: document.count?.toString(),
    Read: whatWasRead(document, unit.toLowerCase()),
    Text: document.parts.length > 0 ? undefined : withoutText(document.kind),
  }
}

/** One row of text for each page, sheet or slide that has any. */
export function textRows({ parts }: Document, maxPageChars: number): string[] {
  return parts.map(
    ({ label, text }) => (label === undefined ? '' : `${label}: `) + shortened(text, maxPageChars),
  )
}

function whatWasRead({ count, read, cut, parts }: Document, units: string): string | undefined {
  if (cut) {
    const characters = parts.reduce((sum, { text }) => sum + text.length, 0)
    return `the first ${new Intl.NumberFormat('en').format(characters)} characters`
  }
  return count !== undefined && read < count ? `the first ${read} of ${count} ${units}` : undefined
}

function withoutText(kind: DocumentKind): string {
  return kind === 'pdf' ? 'none found; the pages are probably scanned pictures' : 'none found'
}

function shortened(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')
  const lastBlank = cut.lastIndexOf(' ')
  return `${(lastBlank > max * 0.8 ? cut.slice(0, lastBlank) : cut).trimEnd()}…`
}
