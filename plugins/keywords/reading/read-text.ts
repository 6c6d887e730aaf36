import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'
import { plainText } from './plain-text.ts'
import { readSample, type Sample } from './sample.ts'

/** The extensions of what is read as text, and of documents that hold text. */
export const readableExtensions = [
  ...['txt', 'text', 'md', 'markdown', 'csv', 'tsv', 'log', 'html', 'htm'],
  ...['pdf', 'docx', 'docm', 'doc', 'pptx', 'odt', 'odp', 'rtf', 'epub', 'eml', 'msg'],
]

interface ReadOptions {
  /** Characters to read at most. */
  readonly maxChars: number
  readonly log: PluginLog
  readonly signal: AbortSignal
}

interface ReadText {
  /** The words that a person reads, without the marks of the format. */
  readonly text: string
  /** What was read of the file. */
  readonly sample: Sample
  /** Whether it can be made of sentences, unlike a table or a log. */
  readonly isProse: boolean
}

/**
 * Reads the text of a file by what it is: a document through document-text, everything else as text.
 *
 * @throws SkillError where it is neither, or a document that cannot be read.
 */
export async function readText(file: SkillFile, { maxChars, log, signal }: ReadOptions): Promise<ReadText> {
  if (await isDocument(file, signal)) {
    // Loads the readers of all formats only where a document comes.
    const { readDocumentText } = await import('./document.ts')
    const sample = await readDocumentText(file, { maxChars, log, signal })
    return { text: await plainText(sample.text, 'txt'), sample, isProse: true }
  }
  const sample = await readSample(file, maxChars, signal)
  const text = await plainText(sample.text, file.extension)
  return { text, sample, isProse: !['csv', 'tsv', 'log'].includes(file.extension) }
}

/** PDF, ZIP (of which Office, OpenDocument and EPUB files are made), the compound files of older Office and Outlook, RTF. */
const signatures = ['%PDF-', 'PK\x03\x04', 'PK\x05\x06', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '{\\rtf']

const HEAD_BYTES = 1024

/** By content, whatever the name says; only a mail has no signature. */
async function isDocument(file: SkillFile, signal: AbortSignal): Promise<boolean> {
  if (file.extension === 'eml') return file.size !== 0
  const head = await firstBytes(file, HEAD_BYTES, signal)
  // Readers of PDF allow some bytes before the mark.
  if (file.extension === 'pdf' && head.includes('%PDF-')) return true
  return signatures.some((signature) => head.startsWith(signature))
}

async function firstBytes(file: SkillFile, count: number, signal: AbortSignal): Promise<string> {
  let head = ''
  const stream = file.stream()
  for await (const chunk of stream) {
    signal.throwIfAborted()
    head += Buffer.from(chunk).subarray(0, count).toString('latin1')
    if (head.length >= count) break
  }
  return head
}
