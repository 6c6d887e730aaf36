import { SkillError, type SkillFile } from 'box-skill-runner/plugin'

/** The beginning of a text. */
export interface Sample {
  readonly text: string
  /** Whether `text` is all of it. */
  readonly complete: boolean
}

/**
 * Reads at most `maxChars` characters of a file, without holding the rest in memory: a log can be far larger than
 * what tells what it is about.
 *
 * @throws SkillError `skills_invalid_file_format_error` where the content is not text.
 */
export async function readSample(file: SkillFile, maxChars: number, signal: AbortSignal): Promise<Sample> {
  // A character takes four bytes at most. Text that surely fits is decoded by the runner, which guesses charsets best.
  const fits = file.size !== undefined && file.size <= maxChars
  const sample = fits ? { text: await file.text(), complete: true } : await readHead(file, maxChars, signal)
  if (looksBinary(sample.text)) {
    throw new SkillError('skills_invalid_file_format_error', `“${file.name}” holds binary data, not text.`)
  }
  if (sample.text.length <= maxChars) return sample
  return { text: withoutHalfCharacter(sample.text.slice(0, maxChars)), complete: false }
}

async function readHead(file: SkillFile, maxChars: number, signal: AbortSignal): Promise<Sample> {
  const maxBytes = maxChars * 4
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = file.stream()
  for await (const chunk of stream) {
    signal.throwIfAborted()
    chunks.push(chunk)
    length += chunk.length
    if (length > maxBytes) break
  }
  const head = Buffer.concat(chunks)
  // All of it has come: let the runner decode it, so that a file reads the same whether its size was known or not.
  if (length <= maxBytes) return { text: await file.text(), complete: true }
  return { text: decodeHead(head), complete: false }
}

/** Decodes the beginning of a text by its byte order mark, else as UTF-8, else as the superset of Latin-1 that is common. */
function decodeHead(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head)
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head)
  try {
    // As a stream, so that a character which the cut has halved is no error.
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(head)
  }
}

/** Control characters other than white space hardly stand in a text; a zero or a replacement character here and there does. */
function looksBinary(text: string): boolean {
  const head = text.slice(0, 20_000)
  const odd = head.match(/[^\P{Cc}\s]|\uFFFD/gu)?.length ?? 0
  return odd > head.length * 0.05
}

function withoutHalfCharacter(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text
}
