import { open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as MediaInfoPackage from 'mediainfo.js'
import type { MediaInfo } from 'mediainfo.js'

/** One track as MediaInfo tells of it: `@type` and some hundred fields, each a text or a number. */
export type Track = Readonly<Record<string, unknown>>

/** Bytes that MediaInfo asks for at once. */
const CHUNK_BYTES = 256 * 1024
/**
 * Some 500 MB: it reads the beginning and the end of good files, a few megabytes. A broken one can have it jump to and fro
 * without end, which its JavaScript side does not notice; then what it has found so far has to do.
 */
const MAX_READS = 2000

const require = createRequire(import.meta.url)

/**
 * MediaInfo in a WebAssembly of its own, 30 to 60 ms: an instance reads one file at a time, and a hostile file may leave
 * its memory in disorder. Its package gives the build for browsers, which finds no WebAssembly on a disk, to whoever sets
 * the condition `module`, as bundlers and test runners do: so the build is named.
 */
export function openMediaInfo(): Promise<MediaInfo<'object'>> {
  const folder = dirname(require.resolve('mediainfo.js/package.json'))
  const { mediaInfoFactory }: typeof MediaInfoPackage = require(join(folder, 'dist', 'cjs', 'index.cjs'))
  return mediaInfoFactory({ format: 'object', chunkSize: CHUNK_BYTES })
}

/**
 * What MediaInfo finds in the file at `path`, in pieces of 256 KB, without ever holding the whole file. The first track is
 * `General`; others are `Video`, `Audio`, `Text`, `Menu`, `Image` and `Other`.
 *
 * @throws whatever `signal` was aborted with, and MediaInfo's own errors.
 */
export async function readTracks(
  mediaInfo: MediaInfo<'object'>,
  path: string,
  signal: AbortSignal,
): Promise<readonly Track[]> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    let reads = 0
    const { media } = await mediaInfo.analyzeData(size, async (length, offset) => {
      signal.throwIfAborted()
      reads += 1
      // No bytes mean the end of the file.
      if (reads > MAX_READS) return new Uint8Array()
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    })
    return (media?.track ?? []) as unknown as readonly Track[]
  } finally {
    await file.close()
  }
}
