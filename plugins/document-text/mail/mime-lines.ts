import { setImmediate } from 'node:timers/promises'

/** Mail servers allow 1000 bytes; a longer line is handed on in pieces, so that a file without any end of line fits. */
const MAX_LINE = 65_536
const LINE_FEED = 0x0a

/**
 * The lines of a stream, each with its end, several at a time.
 *
 * @throws the reason of `signal` where that aborts.
 */
export async function* mimeLines(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Buffer[]> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    await setImmediate()
    signal.throwIfAborted()
    const bytes = Buffer.concat([rest, chunk])
    const lines: Buffer[] = []
    let start = 0
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      lines.push(bytes.subarray(start, end + 1))
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (rest.length > MAX_LINE) {
      lines.push(rest)
      rest = Buffer.alloc(0)
    }
    yield lines
  }
  if (rest.length > 0) yield [rest]
}
