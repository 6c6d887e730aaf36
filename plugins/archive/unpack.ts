import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { setImmediate } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import type { Compression } from './format.ts'
import { unpackBzip2 } from './unpack-bzip2.ts'

/** What a step of Zstandard takes in at most: 2 KB can become 64 MB, all of which is in memory for a moment. */
const ZSTD_STEP = 2048

/**
 * Unpacks a stream on the way, in pieces and no faster than they are read.
 *
 * @throws where it is damaged or ends too early, after the pieces before.
 */
export function unpack(format: Compression, packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  switch (format) {
    case 'gzip':
      return unpackGzip(packed)
    case 'bzip2':
      return unpackBzip2(packed)
    case 'xz':
      return unpackXz(packed)
    case 'zstd':
      return unpackZstd(packed)
  }
}

async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 })
  const source = Readable.from(packed, { objectMode: false })
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* source.pipe(gunzip)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

async function* unpackXz(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { XzReadableStream } = loadXz()
  const input = packed[Symbol.asyncIterator]()
  const source = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await input.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  const reader = new XzReadableStream(source).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Not by cancelling the reader, which fails once the end is unpacked; what it holds goes with its copy.
    await input.return?.()
  }
}

/**
 * A copy for each stream. The streams of one copy wait for each other, which would never end for an archive inside of
 * another one; and the memory of a copy only grows.
 */
function loadXz(): typeof import('xz-decompress') {
  const require = createRequire(import.meta.url)
  const place = require.resolve('xz-decompress')
  delete require.cache[place]
  return require(place)
}

async function* unpackZstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd')
  let pieces: Uint8Array[] = []
  const decoder = new Decompress((piece) => pieces.push(piece))
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += ZSTD_STEP) {
      decoder.push(chunk.subarray(at, at + ZSTD_STEP))
      const ready = pieces
      pieces = []
      yield* ready
      if (ready.length > 0) await setImmediate()
    }
  }
  decoder.push(new Uint8Array(), true)
  yield* pieces
}
