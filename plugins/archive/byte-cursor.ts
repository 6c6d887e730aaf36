import { bytesAt, chunksOf, type Source } from './source.ts'

/** Reads from front to end, for formats that are made for it. */
export interface ByteCursor {
  /** The next `length` bytes; fewer at the end. */
  take(length: number): Promise<Buffer>
  /** Leaves out `length` bytes; false where there are not as many. */
  skip(length: number): Promise<boolean>
  /** The next `length` bytes in pieces; what is not read of them is left out by the next call. */
  pieces(length: number): AsyncIterable<Buffer>
}

/** A cursor that jumps over what is not wanted. */
export function cursorOf(source: Source): ByteCursor {
  let position = 0
  return {
    async take(length) {
      const bytes = bytesAt(source, position, length)
      position += bytes.length
      return bytes
    },
    async skip(length) {
      position += length
      return position <= source.size
    },
    pieces(length) {
      const start = position
      position += length
      return chunksOf(source, start, Math.min(source.size, position))
    },
  }
}

/** A cursor over what comes in pieces, such as what is unpacked on the way. */
export function streamCursor(stream: AsyncIterable<Uint8Array>): ByteCursor & {
  /** The next `length` bytes, which stay the next. */
  peek(length: number): Promise<Buffer>
  /** Lets go of the stream, wherever it is: what unpacks it would stay in memory until the thread ends. */
  close(): Promise<void>
} {
  const iterator = stream[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  /** Bytes of a `pieces` that have not been read. */
  let unread = 0

  async function* upTo(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      if (rest.length === 0) {
        const { done, value } = await iterator.next()
        if (done) return
        rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        continue
      }
      const piece = rest.subarray(0, left)
      rest = rest.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }

  async function skip(length: number): Promise<boolean> {
    let skipped = 0
    for await (const piece of upTo(length)) skipped += piece.length
    return skipped === length
  }

  /** Leaves out what was not read of a `pieces`. */
  async function settle(): Promise<boolean> {
    const left = unread
    unread = 0
    return skip(left)
  }

  return {
    async peek(length) {
      const parts: Buffer[] = []
      for await (const piece of upTo(length)) parts.push(piece)
      const head = Buffer.concat(parts)
      rest = Buffer.concat([head, rest])
      return head
    },
    async take(length) {
      await settle()
      const parts: Buffer[] = []
      for await (const piece of upTo(length)) parts.push(piece)
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    },
    async skip(length) {
      return (await settle()) && skip(length)
    },
    pieces(length) {
      unread = length
      return counted(upTo(length))
    },
    async close() {
      await iterator.return?.()
    },
  }

  async function* counted(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      unread -= piece.length
      yield piece
    }
  }
}
