import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'

/** The decoder inside of unbzip2-stream, used block by block: its own stream collects a block as a list of numbers, 8 times as large. */
interface BlockDecoder {
  /** Reads the 4 bytes that begin a stream; returns the size of its blocks in units of 100,000 bytes. */
  header(bits: BitReader): number
  /** Hands each byte of the next block to `take`; returns the check sum so far, or null behind the last block. */
  decompress(
    bits: BitReader,
    take: (byte: number) => void,
    work: Int32Array,
    workSize: number,
    checkSum: number,
  ): number | null
}

interface BitReader {
  (count: number): number
  readonly bytesRead: number
}

/** How much of the packed stream one block can take up at most, beyond the size of the block itself. */
const BLOCK_MARGIN = 25_000

/** Pieces that are yielded; a block of zeros unpacks to 46 MB. */
const PIECE = 256 * 1024

/**
 * Unpacks bzip2, one block at a time, and lets the thread hear of an abort between them. Several streams behind each
 * other are one, as bzip2 itself reads them.
 *
 * @throws where the stream is damaged or ends too early.
 */
export async function* unpackBzip2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const require = createRequire(import.meta.url)
  const decoder: BlockDecoder = require('unbzip2-stream/lib/bzip2.js')
  const bitReader: (
    next: () => Uint8Array | undefined,
  ) => BitReader = require('unbzip2-stream/lib/bit_iterator.js')

  const input = packed[Symbol.asyncIterator]()
  const queue: Uint8Array[] = []
  let received = 0
  let ended = false
  async function fill(wanted: number): Promise<void> {
    while (!ended && received < wanted) {
      const { done, value } = await input.next()
      if (done) ended = true
      else if (value.length > 0) {
        queue.push(value)
        received += value.length
      }
    }
  }

  await fill(4)
  const bits = bitReader(() => queue.shift())
  for (let streams = 0; ; streams++) {
    await fill(bits.bytesRead + 4)
    if (received - bits.bytesRead < 4 && streams > 0) return
    const blockSize = 100_000 * decoder.header(bits)
    const work = new Int32Array(blockSize)
    for (let checkSum: number | null = 0; checkSum !== null; ) {
      await fill(bits.bytesRead + blockSize + BLOCK_MARGIN)
      const pieces = collectPieces()
      checkSum = decoder.decompress(bits, pieces.take, work, blockSize, checkSum)
      yield* pieces.all()
      await setImmediate()
    }
  }
}

function collectPieces(): { take(byte: number): void; all(): Uint8Array[] } {
  const full: Uint8Array[] = []
  let current = new Uint8Array(PIECE)
  let length = 0
  return {
    take(byte) {
      if (length === PIECE) {
        full.push(current)
        current = new Uint8Array(PIECE)
        length = 0
      }
      current[length++] = byte
    },
    all: () => [...full, current.subarray(0, length)],
  }
}
