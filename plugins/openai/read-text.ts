import { SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Conversation } from './ask-json.ts'

/** The text of a file, as far as it was read. */
export interface FileText {
  readonly text: string
  /** Whether there was more. */
  readonly isCut: boolean
}

/** Extensions of what is text as it stands, without dots. */
const plain: ReadonlySet<string> = new Set([
  ...[
    'txt',
    'md',
    'markdown',
    'rst',
    'adoc',
    'log',
    'csv',
    'tsv',
    'json',
    'jsonl',
    'yaml',
    'yml',
    'toml',
    'ini',
  ],
  ...[
    'xml',
    'tex',
    'srt',
    'vtt',
    'diff',
    'patch',
    'sql',
    'sh',
    'py',
    'js',
    'ts',
    'java',
    'c',
    'h',
    'cpp',
    'cs',
    'go',
    'rs',
    'rb',
    'php',
  ],
])

/** Largest text file that is decoded, in bytes. */
const mostBytes = 50_000_000

/**
 * The text of a document: of a text file as it stands, of all else by box-skill-plugin-document-text where that is
 * installed, or else as Box extracts it.
 *
 * @throws `SkillError` where the file is of no format with text, or too large.
 */
export async function readText(file: SkillFile, conversation: Conversation): Promise<FileText> {
  const { maxChars } = conversation.options
  const text = plain.has(file.extension) ? await plainText(file) : await documentText(file, conversation)
  const trimmed = text.trim()
  return {
    text: trimmed.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, ''),
    isCut: trimmed.length > maxChars,
  }
}

async function plainText(file: SkillFile): Promise<string> {
  if (file.size !== undefined && file.size > mostBytes)
    throw new SkillError(
      'skills_invalid_file_size_error',
      `The file has ${file.size} bytes; texts are read up to ${mostBytes}.`,
    )
  const text = await file.text()
  if (text.includes('\0')) throw noText(file)
  return text
}

async function documentText(file: SkillFile, { options, signal, log }: Conversation): Promise<string> {
  const reader = await documentReader()
  if (reader === undefined) {
    const extracted = await file.representation('extracted_text')
    if (extracted === undefined) throw noText(file)
    return extracted.text()
  }
  // One more, so that it shows whether there was more.
  const { parts } = await reader.readDocument(file, {
    maxChars: options.maxChars + 1,
    maxPages: 1000,
    signal,
    log,
  })
  return parts.map(({ label, text }) => (label === undefined ? text : `${label}\n${text}`)).join('\n\n')
}

async function documentReader() {
  try {
    return await import('box-skill-plugin-document-text/reader')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

function noText({ name }: SkillFile): SkillError {
  return new SkillError('skills_invalid_file_format_error', `There is no text in “${name}”.`)
}
