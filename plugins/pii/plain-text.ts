import { SkillError, type SkillFile } from 'box-skill-runner/plugin'

/** Files up to this size are decoded by the runner, which guesses encodings best; larger ones are read in pieces. */
const maxWholeBytes = 4 * 1024 * 1024

/** The text of a file, as it comes. */
export interface PlainText {
  readonly pieces: AsyncIterable<string>
  /** Whether `maxChars` left some of it out; known once all pieces are read. */
  isCut(): boolean
}

/**
 * Reads a file as text, at most `maxChars` characters of it, and holds no more than some megabytes of it.
 *
 * `pieces` throws a SkillError `skills_invalid_file_format_error` where the content is not text.
 */
export function readPlainText(file: SkillFile, maxChars: number, signal: AbortSignal): PlainText {
  let isCut = false
  async function* pieces(): AsyncGenerator<string> {
    let left = maxChars
    let isFirst = true
    for await (const piece of decoded(file, signal)) {
      if (isFirst && looksBinary(piece))
        throw new SkillError('skills_invalid_file_format_error', 'The file holds binary data, not text.')
      isFirst = false
      isCut = piece.length > left
      yield piece.slice(0, left)
      left -= piece.length
      if (isCut) return
    }
  }
  return { pieces: pieces(), isCut: () => isCut }
}

async function* decoded(file: SkillFile, signal: AbortSignal): AsyncGenerator<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const chunk of file.stream() as AsyncIterable<Uint8Array>) {
    signal.throwIfAborted()
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    chunks.push(chunk)
    length += chunk.length
    if (length <= maxWholeBytes) continue
    const head = Buffer.concat(chunks)
    decoder = new TextDecoder(encodingOf(head))
    yield decoder.decode(head, { stream: true })
  }
  yield decoder === undefined ? await file.text() : decoder.decode()
}

/** By byte order mark, by the zeros of UTF-16, else UTF-8 where it is valid, else the superset of Latin-1 that is common. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const sample = head.subarray(0, 4096)
  const zeros = [0, 1].map((parity) => sample.filter((byte, at) => at % 2 === parity && byte === 0).length)
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length * 0.15 && even === 0) return 'utf-16le'
  if (even > sample.length * 0.15 && odd === 0) return 'utf-16be'
  try {
    // As a stream, so that a character which the cut has halved is no error.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    // TypeError: not valid.
    return 'windows-1252'
  }
}

/** Control characters other than white space hardly stand in a text; one here and there does. */
function looksBinary(text: string): boolean {
  const head = text.slice(0, 20_000)
  const odd = head.match(/[^\P{Cc}\s]|\uFFFD/gu)?.length ?? 0
  return odd > head.length * 0.05
}
