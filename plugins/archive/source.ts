import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

/**
 * Bytes that can be read at any place: the file that was uploaded, or an archive inside of it. Reading is synchronous:
 * it is a local file and a few kilobytes at a time, and 7-Zip cannot wait.
 */
export interface Source {
  /** In bytes. */
  readonly size: number
  /** Fills `target` from `position` on; returns how many bytes there were, fewer only at the end. */
  read(target: Uint8Array, position: number): number
}

/** A {@link Source} that has to be closed. */
export interface FileSource extends Source {
  close(): void
}

/** Small reads in a row, as of a table of contents, are served from one larger one of this many bytes. */
const WINDOW = 64 * 1024

/** The file at `path`. */
export function openFile(path: string): FileSource {
  const descriptor = openSync(path, 'r')
  const { size } = fstatSync(descriptor)
  const window = Buffer.allocUnsafe(WINDOW)
  let start = 0
  let length = 0
  return {
    size,
    read(target, position) {
      if (target.length > WINDOW) return readAll(descriptor, target, position)
      if (position < start || position + target.length > start + length) {
        start = position
        length = readAll(descriptor, window, position)
      }
      const found = window.subarray(position - start, Math.min(length, position - start + target.length))
      target.set(found)
      return found.length
    },
    close: () => closeSync(descriptor),
  }
}

/** Bytes in memory. */
export function sourceOf(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    read(target, position) {
      const found = bytes.subarray(position, position + target.length)
      target.set(found)
      return found.length
    },
  }
}

/** What comes behind the first `start` bytes. */
export function sourceFrom(source: Source, start: number): Source {
  if (start === 0) return source
  return { size: source.size - start, read: (target, position) => source.read(target, start + position) }
}

/** The `length` bytes at `position`, or those of them that are there. */
export function bytesAt(source: Source, position: number, length: number): Buffer {
  const target = Buffer.alloc(Math.max(0, Math.min(length, source.size - position)))
  return target.subarray(0, source.read(target, position))
}

/** Everything from `start` up to `end`, in pieces; lets the thread hear of an abort between them. */
export async function* chunksOf(source: Source, start = 0, end = source.size): AsyncGenerator<Buffer> {
  for (let position = start; position < end; ) {
    const chunk = bytesAt(source, position, Math.min(WINDOW, end - position))
    if (chunk.length === 0) return
    position += chunk.length
    yield chunk
    await setImmediate()
  }
}

function readAll(descriptor: number, target: Uint8Array, position: number): number {
  let filled = 0
  while (filled < target.length) {
    const read = readSync(descriptor, target, filled, target.length - filled, position + filled)
    if (read === 0) break
    filled += read
  }
  return filled
}
