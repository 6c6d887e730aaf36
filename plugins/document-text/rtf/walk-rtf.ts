import { setImmediate } from 'node:timers/promises'

/** What to do while walking over RTF. */
export interface RtfVisitor {
  open(): void
  close(): void
  /** A control word such as `par`, or a symbol such as `~`; the number behind it, undefined where there is none. */
  control(word: string, parameter: number | undefined): void
  /** Text in the code page of the moment: bytes that stand as they are, and those that are written as `\'e4`. */
  bytes(bytes: Uint8Array): void
  /** Asked now and then: true where the rest is not wanted. */
  enough(): boolean
}

/** Word nests a few dozen groups. */
const MAX_DEPTH = 1000
/** Tokens between two looks at the signal; some milliseconds of work. */
const TOKENS_AT_ONCE = 50_000

const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d
const QUOTE = 0x27
const BLANK = 0x20
const MINUS = 0x2d

/**
 * Walks over the tokens of RTF (specification 1.9.1).
 *
 * @throws RangeError where groups are nested too deep; the reason of `signal` where that aborts.
 */
export async function walkRtf(rtf: Uint8Array, visitor: RtfVisitor, signal: AbortSignal): Promise<void> {
  let position = 0
  let depth = 0
  for (let tokens = 1; position < rtf.length; tokens++) {
    if (tokens % TOKENS_AT_ONCE === 0) {
      await setImmediate()
      signal.throwIfAborted()
      if (visitor.enough()) return
    }
    const byte = rtf[position]
    if (byte === OPEN) {
      if (++depth > MAX_DEPTH) throw new RangeError('The groups are nested too deep.')
      visitor.open()
      position++
    } else if (byte === CLOSE) {
      visitor.close()
      // What comes after the outermost group is no part of the document.
      if (--depth <= 0) return
      position++
    } else if (byte === BACKSLASH) position = readControl(rtf, position + 1, visitor)
    else if (byte === 0x0a || byte === 0x0d) position++
    else {
      const end = endOfText(rtf, position)
      visitor.bytes(rtf.subarray(position, end))
      position = end
    }
  }
  // The file ends early.
  visitor.close()
}

/** Returns the place behind the control word or symbol at `start`. */
function readControl(rtf: Uint8Array, start: number, visitor: RtfVisitor): number {
  const first = rtf[start]
  if (first === undefined) return start
  if (first === QUOTE) {
    const code = Number.parseInt(latin(rtf, start + 1, start + 3), 16)
    if (!Number.isNaN(code)) visitor.bytes(Uint8Array.of(code))
    return start + 3
  }
  if (!isLetter(first)) {
    visitor.control(String.fromCharCode(first), undefined)
    return start + 1
  }
  let end = start
  while (end - start < 32 && isLetter(rtf[end])) end++
  const word = latin(rtf, start, end)
  const numberStart = end
  if (rtf[end] === MINUS) end++
  while (end - numberStart < 11 && isDigit(rtf[end])) end++
  const parameter = end > numberStart ? Number(latin(rtf, numberStart, end)) || 0 : undefined
  if (rtf[end] === BLANK) end++
  // So many bytes of anything follow, braces included.
  if (word === 'bin') return end + Math.max(0, parameter ?? 0)
  visitor.control(word, parameter)
  return end
}

function endOfText(rtf: Uint8Array, start: number): number {
  let end = start
  for (; end < rtf.length; end++) {
    const byte = rtf[end]
    if (byte === OPEN || byte === CLOSE || byte === BACKSLASH || byte === 0x0a || byte === 0x0d) break
  }
  return end
}

function latin(rtf: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...rtf.subarray(start, end))
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a))
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}
