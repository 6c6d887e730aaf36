import type { Document, DocumentKind, DocumentPart } from 'box-skill-plugin-document-text/reader'
import { type PluginLog, SkillError, type SkillFile } from 'box-skill-runner/plugin'
import { shown } from './masks.ts'
import { readPlainText } from './plain-text.ts'
import type { TextSource } from './windows.ts'

/** How much of a file is read. */
export interface ReadingLimits {
  readonly maxChars: number
  readonly maxPages: number
  readonly signal: AbortSignal
  readonly log: PluginLog
  progress(fraction: number, message?: string): void
}

/** The text of a file. */
export interface Reading {
  readonly sources: readonly TextSource[]
  /** What could not be checked, as sentences; `''` where all was. Known once all sources are read. */
  unchecked(): string
}

/**
 * The text of a file, by what the file is and not by its name. Documents are read by `box-skill-plugin-document-text`,
 * which is loaded for the first one, and asks Box for the text of scans. Undefined where nobody has any text of a PDF.
 *
 * @throws SkillError where the file is protected by a password, damaged, or neither a document nor text.
 */
export async function readFile(file: SkillFile, limits: ReadingLimits): Promise<Reading | undefined> {
  const head = await firstBytes(file)
  limits.signal.throwIfAborted()
  if (isDocument(head, file.extension)) return readDocumentFile(file, limits)
  if (file.extension === 'eml') {
    const reading = await readDocumentFile(file, limits).catch(ifOtherFormat)
    if (reading !== undefined) return reading
  }
  return plain(file, limits)
}

async function firstBytes(file: SkillFile): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file.stream() as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= 1024) break
  }
  return Buffer.concat(chunks).subarray(0, 1024)
}

/** PDF, ZIP (Office, OpenDocument, EPUB), the compound files of old Office and Outlook, RTF. */
function isDocument(head: Buffer, extension: string): boolean {
  const hex = head.subarray(0, 8).toString('hex')
  if (hex.startsWith('504b0304') || hex === 'd0cf11e0a1b11ae1') return true
  if (head.subarray(0, 5).toString('latin1') === '{\\rtf') return true
  // Programs put some bytes before the mark, and texts quote it.
  const mark = head.indexOf('%PDF-')
  return mark >= 0 && (mark < 8 || extension === 'pdf')
}

/** A mail that the reader does not take for one may still be read as it is. */
function ifOtherFormat(error: unknown): undefined {
  if (error instanceof SkillError && error.code === 'skills_invalid_file_format_error') return undefined
  throw error
}

function plain(file: SkillFile, { maxChars, signal }: ReadingLimits): Reading {
  const text = readPlainText(file, maxChars, signal)
  return {
    sources: [{ pieces: text.pieces, label: undefined, hasLines: true, isSheet: false }],
    unchecked: () => (text.isCut() ? onlyCharacters(maxChars) : ''),
  }
}

async function readDocumentFile(file: SkillFile, limits: ReadingLimits): Promise<Reading | undefined> {
  const { readDocument } = await import('box-skill-plugin-document-text/reader')
  const document = await readDocument(file, { ...limits, notes: true, hidden: true })
  const parts = document.parts.filter(({ text }) => text.trim() !== '')
  if (parts.length === 0 && document.kind === 'pdf') return undefined
  const properties = Object.values(document.properties).join('\n')
  return {
    sources: [
      ...parts.map(sourceOf),
      {
        pieces: [properties],
        label: isMessage(document) ? 'Header' : 'Properties',
        hasLines: false,
        isSheet: false,
      },
    ],
    unchecked: () => uncheckedOf(document, parts.length, limits),
  }
}

function sourceOf({ label, text, hidden = false }: DocumentPart): TextSource {
  const isSheet = /^Sheet\b/.test(label ?? '')
  return { pieces: [text], label: hidden ? hiddenLabel(label) : label, hasLines: false, isSheet }
}

/** `Sheet Pay` → `Hidden sheet “Pay”`, `Notes of slide 2` → `Notes of hidden slide 2`. */
function hiddenLabel(label = ''): string {
  const [, sheet] = /^Sheet (.*)$/s.exec(label) ?? []
  return sheet === undefined ? label.replace(/slide/i, 'hidden slide') : `Hidden sheet “${shown(sheet)}”`
}

function uncheckedOf(document: Document, withText: number, { maxChars }: ReadingLimits): string {
  const { kind, count, read, cut, recognizedBy, attachments = [] } = document
  const unit = unitOf(kind)
  const without = kind === 'pdf' && recognizedBy === undefined ? read - withText : 0
  return [
    count !== undefined && read < count ? `Only the first ${read} of ${count} ${unit} were checked.` : '',
    cut ? onlyCharacters(maxChars) : '',
    without > 0 ? `${without} of ${read} pages hold no text, as scans do.` : '',
    attachments.length > 0 ? `Attached files (${attachments.length}) were not opened.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function isMessage({ kind }: Document): boolean {
  return kind === 'eml' || kind === 'msg'
}

function unitOf(kind: DocumentKind): string {
  if (kind === 'xlsx' || kind === 'ods') return 'sheets'
  if (kind === 'pptx' || kind === 'odp') return 'slides'
  return kind === 'pdf' ? 'pages' : 'parts'
}

function onlyCharacters(count: number): string {
  return `Only the first ${count.toLocaleString('en-US')} characters were checked.`
}
