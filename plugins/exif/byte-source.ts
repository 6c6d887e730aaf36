import { type FileHandle, open } from 'node:fs/promises'

/** Bytes that are read by place: a file, or a block that is in memory. Nothing outside of it is ever read. */
export interface ByteSource {
  readonly size: number
  /** Up to `length` bytes at `offset`; fewer where the source ends before. */
  read(offset: number, length: number): Promise<Buffer>
}

/** A block of bytes that is in memory. */
export function bytesOf(block: Uint8Array): ByteSource {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  }
}

/** Opens the file at `path` while `work` reads it, so that a photo of any size takes little memory. */
export async function withFile<T>(path: string, work: (file: ByteSource) => Promise<T>): Promise<T> {
  const handle = await open(path)
  try {
    return await work(await fileSource(handle))
  } finally {
    await handle.close()
  }
}

async function fileSource(handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat()
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset))
      if (wanted === 0) return Buffer.alloc(0)
      const bytes = Buffer.alloc(wanted)
      let filled = 0
      // A read may give less than was asked for, also in the middle of a file.
      while (filled < wanted) {
        const { bytesRead } = await handle.read(bytes, filled, wanted - filled, offset + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return bytes.subarray(0, filled)
    },
  }
}
