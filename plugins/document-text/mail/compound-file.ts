/** A file or folder inside of a compound file. */
export interface CompoundEntry {
  readonly name: string
  /** Bytes, as the entry claims; that of a folder says nothing. */
  readonly size: number
  readonly isFolder: boolean
  readonly start: number
  readonly child: number
}

/** Container of Outlook messages and of Office files before 2007 (MS-CFB). */
export interface CompoundFile {
  /** What stands in a folder, by name; without a folder, at the top. */
  list(folder?: CompoundEntry): ReadonlyMap<string, CompoundEntry>
  /** The content of a file, at most `maxBytes` of it. */
  read(entry: CompoundEntry, maxBytes: number): Uint8Array
}

interface Directory {
  readonly entries: readonly (CompoundEntry & { readonly left: number; readonly right: number })[]
}

const ENTRY_BYTES = 128
/** Sector numbers from here on mean that there is none. */
const NO_SECTOR = 0xfffffffa
const NO_ENTRY = 0xffffffff
const SECTORS_IN_HEADER = 109

/**
 * Opens a compound file that is in memory. Chains of sectors are followed no further than the file is long, so that one
 * that runs in a circle ends.
 *
 * @throws RangeError where it is damaged.
 */
export function openCompoundFile(bytes: Uint8Array): CompoundFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) throw new RangeError('The sectors have no size that is allowed.')
  const sectorBytes = 1 << shift
  const sectors = Math.ceil(bytes.length / sectorBytes)
  const sector = (number: number) => {
    const found = bytes.subarray((number + 1) * sectorBytes, (number + 2) * sectorBytes)
    if (found.length === 0) throw new RangeError('The file ends before one of its sectors.')
    return found
  }
  const fat = numbersIn(fatSectors(view, sectorBytes, sectors).map(sector))
  const readChain = (start: number, maxBytes: number) =>
    joined(chain(fat, start, sectors, Math.ceil(maxBytes / sectorBytes)).map(sector), maxBytes)

  const { entries } = readDirectory(readChain(view.getUint32(48, true), bytes.length))
  const root = entries[0]
  if (!root?.isFolder) throw new RangeError('The directory is missing.')
  const miniFat = numbersIn([readChain(view.getUint32(60, true), bytes.length)])
  const miniStream = readChain(root.start, Math.min(root.size, bytes.length))
  const miniCutoff = view.getUint32(56, true)
  const MINI = 64

  return {
    list: (folder = root) => listFolder(entries, folder),
    read({ start, size }, maxBytes) {
      const wanted = Math.min(size, maxBytes, bytes.length)
      if (size >= miniCutoff) return readChain(start, wanted)
      const pieces = chain(miniFat, start, miniFat.length, Math.ceil(wanted / MINI))
      return joined(
        pieces.map((number) => miniStream.subarray(number * MINI, (number + 1) * MINI)),
        wanted,
      )
    },
  }
}

/** The sectors that hold the table of chains: the first in the header, the others in a chain of their own. */
function fatSectors(view: DataView, sectorBytes: number, sectors: number): number[] {
  const found: number[] = []
  const add = (offset: number, count: number) => {
    for (let index = 0; index < count && found.length < sectors; index++) {
      const number = view.getUint32(offset + index * 4, true)
      if (number < NO_SECTOR) found.push(number)
    }
  }
  add(76, SECTORS_IN_HEADER)
  let next = view.getUint32(68, true)
  const perSector = sectorBytes / 4 - 1
  for (let step = 0; next < NO_SECTOR && step < sectors; step++) {
    const offset = (next + 1) * sectorBytes
    add(offset, perSector)
    next = view.getUint32(offset + perSector * 4, true)
  }
  return found
}

function chain(table: readonly number[], start: number, longest: number, wanted: number): number[] {
  const found: number[] = []
  for (let number = start; number < NO_SECTOR && found.length < wanted; number = table[number] ?? NO_SECTOR) {
    if (found.length > longest) throw new RangeError('A chain of sectors runs in a circle.')
    found.push(number)
  }
  return found
}

function numbersIn(parts: readonly Uint8Array[]): number[] {
  return parts.flatMap((part) => {
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength)
    return Array.from({ length: part.length >> 2 }, (_, index) => view.getUint32(index * 4, true))
  })
}

function joined(parts: readonly Uint8Array[], maxBytes: number): Uint8Array {
  return Buffer.concat(parts).subarray(0, maxBytes)
}

function readDirectory(bytes: Uint8Array): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = Array.from({ length: Math.floor(bytes.length / ENTRY_BYTES) }, (_, index) => {
    const at = index * ENTRY_BYTES
    const nameBytes = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62)
    const type = view.getUint8(at + 66)
    return {
      name: new TextDecoder('utf-16le').decode(bytes.subarray(at, at + nameBytes)),
      isFolder: type === 1 || type === 5,
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    }
  })
  return { entries }
}

/** The entries of a folder hang together as a tree, which a broken file may have made a circle. */
function listFolder(entries: Directory['entries'], folder: CompoundEntry): Map<string, CompoundEntry> {
  const found = new Map<string, CompoundEntry>()
  const seen = new Set<number>()
  const waiting = [folder.child]
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const entry = entries[number]
    if (number === NO_ENTRY || entry === undefined || seen.has(number)) continue
    seen.add(number)
    found.set(entry.name, entry)
    waiting.push(entry.left, entry.right)
  }
  return found
}
