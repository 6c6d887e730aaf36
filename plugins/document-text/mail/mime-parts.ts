import { mimeLines } from './mime-lines.ts'

/** A part of a message that holds no parts itself. */
export interface MimePart {
  /** Its header as it stands, with the empty line at its end. */
  readonly head: Buffer
  /** Its content as it is coded, at most as many bytes as were wanted. */
  readonly body: Buffer
  /** Bytes of the content, ends of lines not counted. */
  readonly size: number
  /** Numbers of the groups of which it is one of several forms (`multipart/alternative`), the outermost first. */
  readonly alternatives: readonly number[]
}

interface Container {
  readonly boundary: Buffer
  /** Its number, if its parts are forms of the same text. */
  readonly alternative: number | undefined
}

interface OpenPart {
  readonly head: Buffer[]
  readonly body: Buffer[]
  headBytes: number
  bodyBytes: number
  size: number
  inHead: boolean
  /** Whether it only holds other parts. */
  isContainer: boolean
}

const MAX_HEAD_BYTES = 262_144
/** A message with more parts was not written by a person. */
const MAX_PARTS = 1000
const MAX_DEPTH = 50

/**
 * Takes a message apart as it comes (RFC 2046, 5.1), so that it need not fit into memory. Messages inside of it are not opened.
 *
 * @param bodyBytes - Bytes to keep of each part's content.
 * @throws RangeError where it is nested too deep; the reason of `signal` where that aborts.
 */
export async function* mimeParts(
  chunks: AsyncIterable<Uint8Array>,
  bodyBytes: number,
  signal: AbortSignal,
): AsyncGenerator<MimePart> {
  const containers: Container[] = []
  let alternatives = 0
  let parts = 0
  let part: OpenPart | undefined = newPart()

  for await (const lines of mimeLines(chunks, signal)) {
    for (const line of lines) {
      const end = containers.findLastIndex(({ boundary }) => beginsWith(line, boundary))
      const container = containers[end]
      if (container !== undefined) {
        if (part !== undefined && !part.isContainer) yield finished(part, containers)
        if (++parts > MAX_PARTS) return
        const isLast =
          line.toString('latin1', container.boundary.length, container.boundary.length + 2) === '--'
        containers.length = isLast ? end : end + 1
        part = isLast ? undefined : newPart()
      } else if (part?.inHead) {
        addToHead(part, line)
        if (part.inHead) continue
        const inner = containerOf(part)
        if (inner === undefined) continue
        part.isContainer = true
        const { boundary, isAlternative } = inner
        containers.push({ boundary, alternative: isAlternative ? alternatives++ : undefined })
        if (containers.length > MAX_DEPTH) throw new RangeError('The message is nested too deep.')
        // The root's own header is told as a part without content.
        if (parts === 0) yield finished(part, [])
      } else if (part !== undefined && !part.isContainer) addToBody(part, line, bodyBytes)
    }
  }
  if (part !== undefined && !part.isContainer) yield finished(part, containers)
}

function newPart(): OpenPart {
  return { head: [], body: [], headBytes: 0, bodyBytes: 0, size: 0, inHead: true, isContainer: false }
}

function beginsWith(line: Buffer, boundary: Buffer): boolean {
  return line[0] === 0x2d && line.subarray(0, boundary.length).equals(boundary)
}

function addToHead(part: OpenPart, line: Buffer): void {
  part.inHead = line.toString('latin1').trim() !== ''
  part.headBytes += line.length
  if (part.headBytes <= MAX_HEAD_BYTES || !part.inHead) part.head.push(line)
}

function addToBody(part: OpenPart, line: Buffer, maxBytes: number): void {
  part.size += line.length - (line.at(-1) === 0x0a ? (line.at(-2) === 0x0d ? 2 : 1) : 0)
  if (part.bodyBytes >= maxBytes) return
  part.body.push(line)
  part.bodyBytes += line.length
}

function finished(part: OpenPart, containers: readonly Container[]): MimePart {
  return {
    head: Buffer.concat(part.head),
    body: Buffer.concat(part.body),
    size: part.size,
    alternatives: containers.flatMap(({ alternative }) => alternative ?? []),
  }
}

function containerOf(
  part: OpenPart,
): { readonly boundary: Buffer; readonly isAlternative: boolean } | undefined {
  const head = Buffer.concat(part.head)
    .toString('latin1')
    .replace(/\r?\n[ \t]+/g, ' ')
  const type = /^content-type:\s*multipart\/([^\s;]+)(.*)$/im.exec(head)
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type?.[2] ?? '')
  if (type === null || boundary === null) return undefined
  return {
    boundary: Buffer.from(`--${boundary[1] ?? boundary[2]}`, 'latin1'),
    isAlternative: type[1]?.toLowerCase() === 'alternative',
  }
}
