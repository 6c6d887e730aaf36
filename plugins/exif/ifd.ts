import type { ByteSource } from './byte-source.ts'

/** A value as TIFF knows them: numbers and fractions as numbers, texts, bytes. Several numbers are a list. */
export type IfdValue = number | string | readonly number[] | Uint8Array

/** One directory of tags, by their numbers. */
export interface Ifd {
  readonly tags: ReadonlyMap<number, IfdValue>
  /** Where the values stand that are too long for the directory itself, also those too large to be read as values. */
  readonly places: ReadonlyMap<number, Extent>
  /** Where the next directory stands; 0 after the last. */
  readonly next: number
}

/** A stretch of a source, in bytes. */
export interface Extent {
  readonly offset: number
  readonly length: number
}

/** A file or block in the form of TIFF, which EXIF and most RAW formats have, too. */
export interface Tiff {
  readonly source: ByteSource
  readonly littleEndian: boolean
  /** Where the first directory stands. */
  readonly first: number
}

/** 42 is TIFF's own; `IIU` is Panasonic's RAW, `IIRO` and `IIRS` are Olympus's. */
const magics = new Set([42, 0x55, 0x4f52, 0x5352])

/** More entries than any program writes into one directory; what stands beyond is left out. */
const MAX_ENTRIES = 500
/** The largest value that is read. Lists of strips and makers' own notes stay below; pictures do not count as values. */
const MAX_VALUE_BYTES = 256_000

const ASCII = 2
/** Bytes of one value by TIFF's type numbers 1 to 13. */
const widths = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]

/** Looks whether `source` begins as TIFF does; undefined where it does not. */
export async function openTiff(source: ByteSource): Promise<Tiff | undefined> {
  const head = await source.read(0, 8)
  if (head.length < 8) return undefined
  const order = head.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return undefined
  const littleEndian = order === 'II'
  if (!magics.has(littleEndian ? head.readUInt16LE(2) : head.readUInt16BE(2))) return undefined
  return { source, littleEndian, first: littleEndian ? head.readUInt32LE(4) : head.readUInt32BE(4) }
}

/**
 * Reads the directory at `offset`. An entry that is damaged, or points outside of the source, is left out alone; a
 * directory that is not there at all is undefined.
 */
export async function readIfd({ source, littleEndian }: Tiff, offset: number): Promise<Ifd | undefined> {
  const word = (bytes: Buffer, at: number) => (littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const long = (bytes: Buffer, at: number) => (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  if (offset < 8) return undefined
  const head = await source.read(offset, 2)
  if (head.length < 2) return undefined
  const count = word(head, 0)
  const table = await source.read(offset + 2, Math.min(count, MAX_ENTRIES) * 12)
  const tags = new Map<number, IfdValue>()
  const places = new Map<number, Extent>()
  for (let at = 0; at + 12 <= table.length; at += 12) {
    const type = word(table, at + 2)
    const size = long(table, at + 4) * (widths[type] ?? 0)
    if (size > 4) places.set(word(table, at), { offset: long(table, at + 8), length: size })
    if (size === 0 || size > MAX_VALUE_BYTES) continue
    const bytes =
      size <= 4 ? table.subarray(at + 8, at + 8 + size) : await source.read(long(table, at + 8), size)
    if (bytes.length === size) tags.set(word(table, at), decoded(bytes, type, littleEndian))
  }
  const end = await source.read(offset + 2 + count * 12, 4)
  return { tags, places, next: end.length === 4 ? long(end, 0) : 0 }
}

function decoded(bytes: Buffer, type: number, littleEndian: boolean): IfdValue {
  if (type === ASCII) return textOf(bytes)
  // Bytes without a type of their own. A single one is a number for whoever reads it.
  if (type === 1 || type === 7) return bytes.length === 1 ? (bytes[0] ?? 0) : new Uint8Array(bytes)
  const width = widths[type] ?? 1
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const numbers = Array.from({ length: bytes.length / width }, (_, index) =>
    numberAt(view, index * width, type, littleEndian),
  )
  return numbers.length === 1 ? (numbers[0] ?? 0) : numbers
}

function numberAt(view: DataView, at: number, type: number, littleEndian: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, littleEndian)
    case 5:
      return view.getUint32(at, littleEndian) / view.getUint32(at + 4, littleEndian)
    case 6:
      return view.getInt8(at)
    case 8:
      return view.getInt16(at, littleEndian)
    case 9:
      return view.getInt32(at, littleEndian)
    case 10:
      return view.getInt32(at, littleEndian) / view.getInt32(at + 4, littleEndian)
    case 11:
      return view.getFloat32(at, littleEndian)
    case 12:
      return view.getFloat64(at, littleEndian)
    default:
      return view.getUint32(at, littleEndian)
  }
}

/** EXIF says ASCII; programs write UTF-8, or Latin-1 where they are old. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}
