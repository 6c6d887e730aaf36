import type { SkillFile } from 'box-skill-runner/plugin'
import type { Attachment, Document, DocumentKind } from './document.ts'
import { oneLine } from './text/one-line.ts'

interface Words {
  /** The title of the card. */
  readonly noun: string
  readonly format: string
  /** What the document is counted in. */
  readonly unit: string
  /** Other extensions of the same format. */
  readonly extensions?: readonly string[]
}

const kinds: Readonly<Record<DocumentKind, Words>> = {
  pdf: { noun: 'Document', format: 'PDF', unit: 'Pages' },
  docx: { noun: 'Document', format: 'Word document', unit: 'Pages', extensions: ['docm', 'dotx', 'dotm'] },
  xlsx: { noun: 'Document', format: 'Excel workbook', unit: 'Sheets', extensions: ['xlsm', 'xltx', 'xltm'] },
  pptx: {
    noun: 'Document',
    format: 'PowerPoint presentation',
    unit: 'Slides',
    extensions: ['pptm', 'ppsx', 'ppsm', 'potx', 'potm'],
  },
  odt: { noun: 'Document', format: 'OpenDocument text', unit: 'Pages', extensions: ['ott'] },
  ods: { noun: 'Document', format: 'OpenDocument spreadsheet', unit: 'Sheets', extensions: ['ots'] },
  odp: { noun: 'Document', format: 'OpenDocument presentation', unit: 'Slides', extensions: ['otp'] },
  rtf: { noun: 'Document', format: 'Rich Text (RTF)', unit: 'Pages', extensions: ['doc'] },
  html: { noun: 'Web page', format: 'HTML', unit: 'Pages', extensions: ['htm', 'xhtml'] },
  epub: { noun: 'Book', format: 'E-book (EPUB)', unit: 'Chapters' },
  eml: { noun: 'E-mail', format: 'E-mail message', unit: 'Messages' },
  msg: { noun: 'E-mail', format: 'Outlook message', unit: 'Messages' },
  doc: { noun: 'Document', format: 'Word document before 2007', unit: 'Pages', extensions: ['dot'] },
  xls: { noun: 'Document', format: 'Excel workbook before 2007', unit: 'Sheets', extensions: ['xlt'] },
  ppt: {
    noun: 'Document',
    format: 'PowerPoint presentation before 2007',
    unit: 'Slides',
    extensions: ['pps'],
  },
  xlsb: { noun: 'Document', format: 'Excel binary workbook', unit: 'Sheets' },
}

/** The title of the card about the document: `Book`, `E-mail`, … */
export function documentNoun({ kind }: Document): string {
  return kinds[kind].noun
}

/** What the outline counts: `page` or `slide`. */
export function pageWord({ kind }: Document): string {
  return kinds[kind].unit.toLowerCase().replace(/s$/, '')
}

/** The rows with the document's properties, what it is, how long, and what of it was read. */
export function documentRows(
  document: Document,
  { extension }: SkillFile,
): Record<string, string | undefined> {
  const { format, unit, extensions = [] } = kinds[document.kind]
  const isNamedSo = extension === document.kind || extensions.includes(extension)
  return {
    ...document.properties,
    Format: isNamedSo || extension === '' ? format : `${format}, although the file is named .${extension}`,
    [unit]: document.count?.toString(),
    Hidden: whatIsHidden(document),
    Read: whatWasRead(document, unit.toLowerCase()),
    Text: aboutText(document),
  }
}

/** One row of text for each page, sheet, slide or chapter that has any. */
export function textRows({ parts }: Document, maxPageChars: number): string[] {
  return parts.map(
    ({ label, text }) => (label === undefined ? '' : `${label}: `) + shortened(oneLine(text), maxPageChars),
  )
}

/** Name and size of each file that came with a message, as many as one looks through. */
export function attachmentRows(attachments: readonly Attachment[]): string[] {
  const rows = attachments
    .slice(0, MAX_ATTACHMENTS)
    .map(({ name, size }) => (size === undefined ? name : `${name} (${readableSize(size)})`))
  const left = attachments.length - rows.length
  return left > 0 ? [...rows, `… and ${left} more`] : rows
}

const MAX_ATTACHMENTS = 50

function whatWasRead({ count, read, cut, parts }: Document, units: string): string | undefined {
  if (cut) {
    const characters = parts.reduce((sum, { text }) => sum + text.length, 0)
    return `the first ${new Intl.NumberFormat('en').format(characters)} characters`
  }
  return count !== undefined && read < count ? `the first ${read} of ${count} ${units}` : undefined
}

function whatIsHidden(document: Document): string | undefined {
  const { hidden } = document
  if (hidden === undefined) return undefined
  return `${hidden} ${pageWord(document)}${hidden === 1 ? '' : 's'}, not shown here`
}

function aboutText({ kind, parts, recognizedBy }: Document): string | undefined {
  if (parts.length === 0)
    return kind === 'pdf' ? 'none found; the pages are probably scanned pictures' : 'none found'
  return recognizedBy === 'ocr' ? 'recognized in pictures of pages, so some of it may be wrong' : undefined
}

function shortened(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')
  const lastBlank = cut.lastIndexOf(' ')
  return `${(lastBlank > max * 0.8 ? cut.slice(0, lastBlank) : cut).trimEnd()}…`
}

function readableSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const [size, unit] = bytes < 999_500 ? [bytes / 1000, 'KB'] : [bytes / 1_000_000, 'MB']
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${unit}`
}
