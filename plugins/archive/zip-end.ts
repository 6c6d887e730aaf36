import { bytesAt, type Source } from './source.ts'

/** The record that ends a ZIP file has 22 bytes, then a comment. */
const END_BYTES = 22
/** How far that record can lie from the end of the file. */
const ZIP_TAIL = END_BYTES + 0xffff

/** What the record that ends a ZIP file says. */
export interface ZipEnd {
  /** Bytes in front of the ZIP file, such as a program that unpacks it: offsets in it do not count them. */
  readonly start: number
  /** One of several parts, and not the only one. */
  readonly isPart: boolean
}

/** Finds the end of a ZIP file in the last bytes of any file; undefined where there is none. */
export function zipEndOf(source: Source): ZipEnd | undefined {
  const tailAt = Math.max(0, source.size - ZIP_TAIL)
  const tail = bytesAt(source, tailAt, ZIP_TAIL)
  for (let at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1'); at !== -1; ) {
    const end = at + END_BYTES <= tail.length ? readEnd(source, tail, tailAt, at) : undefined
    if (end !== undefined) return end
    at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1')
  }
  return undefined
}

function readEnd(source: Source, tail: Buffer, tailAt: number, at: number): ZipEnd | undefined {
  // The comment has to end where the file does.
  if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) return undefined
  const [disk, size, offset] = [
    tail.readUInt16LE(at + 4),
    tail.readUInt32LE(at + 12),
    tail.readUInt32LE(at + 16),
  ]
  // In large files these are no numbers, but say that the real ones stand elsewhere.
  if (disk === 0xffff || offset === 0xffffffff) return { start: 0, isPart: false }
  if (disk > 0) return { start: 0, isPart: true }
  const table = tailAt + at - size
  if (table < 0) return undefined
  const isTable = size === 0 || bytesAt(source, table, 4).toString('latin1') === 'PK\x01\x02'
  return isTable ? { start: Math.max(0, table - offset), isPart: false } : undefined
}
