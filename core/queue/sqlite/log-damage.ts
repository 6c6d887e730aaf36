import { closeSync, openSync, readSync } from 'node:fs'

// The sizes and fields are those of SQLite's write-ahead log: https://www.sqlite.org/fileformat2.html#walformat.
const headerBytes = 32
const frameHeaderBytes = 24
/** What a log begins with. Its lowest bit tells in which order of bytes the sums are made. */
const magic = 0x377f0682

/** Two sums that run on from frame to frame. */
type Sums = readonly [number, number]

/**
 * Where the write-ahead log at `path` is damaged, in bytes from its start; undefined where it is sound or not there. To be
 * asked before SQLite opens it: SQLite ends at the first frame whose sum is wrong and silently drops what follows, which
 * is right for a commit that a loss of power cut off, and wrong for damage.
 *
 * The two are told apart by what follows. Each commit is on the disk before the next one is begun, so that a broken frame
 * with two commits behind it was whole once. With one behind it, it may have been a commit that was never finished.
 */
export function logDamage(path: string): number | undefined {
  const file = openIfThere(path)
  if (file === undefined) return undefined
  try {
    for (;;) {
      const header = read(file, 0, headerBytes)
      const found = damageBehind(file, header)
      if (found === undefined) return undefined
      // A process that has the queue open may have been writing that very frame, or have begun the log anew: what lasts is damage.
      if (damageBehind(file, header) === found && read(file, 0, headerBytes).equals(header)) return found
    }
  } finally {
    closeSync(file)
  }
}

function damageBehind(file: number, header: Buffer): number | undefined {
  if (header.length < headerBytes) return undefined
  const bigEndian = (header.readUInt32BE(0) & 1) === 1
  const headerSums = sumsOf(header.subarray(0, 24), [0, 0], bigEndian)
  if ((header.readUInt32BE(0) & ~1) >>> 0 !== magic || !areSums(headerSums, header, 24))
    // The header is on the disk before the first frame is written.
    return read(file, headerBytes, 1).length > 0 ? 0 : undefined

  const salts = header.subarray(16, 24)
  const frameBytes = frameHeaderBytes + header.readUInt32BE(8)
  let before: Sums = headerSums
  let broken: number | undefined
  let commits = 0
  for (let offset = headerBytes; ; offset += frameBytes) {
    const frame = read(file, offset, frameBytes)
    if (frame.length < frameBytes) return undefined
    const fits =
      frame.subarray(8, 16).equals(salts) &&
      areSums(
        sumsOf(frame.subarray(frameHeaderBytes), sumsOf(frame.subarray(0, 8), before, bigEndian), bigEndian),
        frame,
        16,
      )
    if (!fits) {
      broken ??= offset
      commits = 0
    } else if (broken !== undefined && frame.readUInt32BE(4) !== 0) {
      commits += 1
      if (commits === 2) return broken
    }
    before = [frame.readUInt32BE(16), frame.readUInt32BE(20)]
  }
}

function sumsOf(bytes: Buffer, [first, second]: Sums, bigEndian: boolean): Sums {
  let a = first
  let b = second
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + view.getUint32(at, !bigEndian) + b) >>> 0
    b = (b + view.getUint32(at + 4, !bigEndian) + a) >>> 0
  }
  return [a, b]
}

/** Sums are stored with the highest byte first, in whatever order they were made. */
function areSums([first, second]: Sums, bytes: Buffer, at: number): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second
}

/** Up to so many bytes; fewer at the end of the file. */
function read(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(file, bytes, 0, length, from))
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
