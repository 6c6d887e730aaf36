import { Readable } from 'node:stream'
import type { RandomAccessReader } from 'yauzl'
import { chunksOf, type Source } from './source.ts'

/** The {@link Source} as yauzl reads it. Closing it closes nothing. */
export async function zipReaderOf(source: Source): Promise<RandomAccessReader> {
  const { RandomAccessReader } = await import('yauzl')
  class SourceReader extends RandomAccessReader {
    override _readStreamForRange(start: number, end: number): Readable {
      return Readable.from(chunksOf(source, start, end), { objectMode: false })
    }
    override read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null) => void,
    ): void {
      const read = source.read(buffer.subarray(offset, offset + length), position)
      callback(read === length ? null : new RangeError('The ZIP file ends too early.'))
    }
    override close(callback: (error: Error | null) => void): void {
      callback(null)
    }
  }
  return new SourceReader()
}
