import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where a file's content comes from: bytes, text (kept as UTF-8), a local file or a stream. The latter two are never held in memory whole. */
export type ContentSource = Uint8Array | string | { readonly path: string } | Readable

/** The content of one file version. */
export interface StoredContent {
  /** Bytes. */
  readonly size: number
  /** Hexadecimal, as Box reports it. */
  readonly sha1: string
  open(): Readable
  /** All of it in memory. */
  read(): Promise<Buffer>
}

export interface ContentStore {
  /** Takes a copy: what happens to the source later changes nothing. */
  put(source: ContentSource): Promise<StoredContent>
  /** Deletes what was kept on disk. */
  close(): Promise<void>
}

/** Keeps small contents in memory and streamed ones in a temporary folder, made when it is first needed. */
export function createContentStore(): ContentStore {
  let folder: Promise<string> | undefined
  return {
    async put(source) {
      if (typeof source === 'string' || source instanceof Uint8Array) return inMemory(Buffer.from(source))
      folder ??= mkdtemp(join(tmpdir(), 'skill-sandbox-'))
      const stream = source instanceof Readable ? source : createReadStream(source.path)
      return onDisk(stream, join(await folder, randomUUID()))
    },
    async close() {
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true })
    },
  }
}

function inMemory(bytes: Buffer): StoredContent {
  return {
    size: bytes.length,
    sha1: createHash('sha1').update(bytes).digest('hex'),
    open: () => Readable.from([bytes], { objectMode: false }),
    read: async () => bytes,
  }
}

async function onDisk(source: Readable, path: string): Promise<StoredContent> {
  const hash = createHash('sha1')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(source, measure, createWriteStream(path))
  return { size, sha1: hash.digest('hex'), open: () => createReadStream(path), read: () => readFile(path) }
}
