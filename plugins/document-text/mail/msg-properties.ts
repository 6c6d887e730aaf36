import { decodeCodePage } from '../text/code-pages.ts'
import type { CompoundEntry, CompoundFile } from './compound-file.ts'

/** The properties of a message, a recipient or an attachment in an Outlook file (MS-OXMSG, 2.4), by their numbers. */
export interface MsgProperties {
  /** `''` where it is missing. */
  text(id: number): string
  binary(id: number): Uint8Array | undefined
  /** Bytes of a binary property without reading it. */
  size(id: number): number | undefined
  number(id: number): number | undefined
  /** ISO 8601. */
  time(id: number): string | undefined
}

/** What stands in front of the table of properties, which depends on whose they are. */
export const HEADER_BYTES = { message: 32, other: 8 } as const

const PROPERTY_BYTES = 16
const MAX_TABLE_BYTES = 1_000_000
const CODE_PAGE = 0x3ffd
const [INTEGER, TIME, ANSI, UNICODE, BINARY] = [0x0003, 0x0040, '001E', '001F', '0102']
/** Windows counts steps of 100 ns from 1601. */
const MS_TO_1970 = 11_644_473_600_000

/** @param maxBytes - Bytes to read of each text. */
export function msgProperties(
  file: CompoundFile,
  folder: CompoundEntry | undefined,
  headerBytes: number,
  maxBytes: number,
  codePage?: number,
): MsgProperties {
  const entries = file.list(folder)
  const fixed = readTable(file, entries.get('__properties_version1.0'), headerBytes)
  const value = (id: number, type: number) => {
    const property = fixed.get(id)
    return property?.type === type ? property.value : undefined
  }
  const number = (id: number) => value(id, INTEGER)?.getInt32(0, true)
  const page = number(CODE_PAGE) ?? codePage ?? 1252
  const entry = (id: number, type: string | undefined) =>
    entries.get(`__substg1.0_${id.toString(16).toUpperCase().padStart(4, '0')}${type}`)
  return {
    number,
    time(id) {
      const ticks = value(id, TIME)?.getBigUint64(0, true)
      const date = ticks === undefined ? undefined : new Date(Number(ticks / 10_000n) - MS_TO_1970)
      return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString()
    },
    text(id) {
      const unicode = entry(id, UNICODE)
      if (unicode !== undefined) return new TextDecoder('utf-16le').decode(file.read(unicode, maxBytes))
      const ansi = entry(id, ANSI)
      return ansi === undefined ? '' : decodeCodePage(file.read(ansi, maxBytes), page)
    },
    binary(id) {
      const found = entry(id, BINARY)
      return found === undefined ? undefined : file.read(found, maxBytes)
    },
    size: (id) => entry(id, BINARY)?.size,
  }
}

/** Properties of a fixed length stand in a table: type, number, flags, and eight bytes of value. */
function readTable(
  file: CompoundFile,
  entry: CompoundEntry | undefined,
  headerBytes: number,
): Map<number, { readonly type: number; readonly value: DataView }> {
  const found = new Map<number, { readonly type: number; readonly value: DataView }>()
  if (entry === undefined) return found
  const bytes = file.read(entry, MAX_TABLE_BYTES)
  for (let at = headerBytes; at + PROPERTY_BYTES <= bytes.length; at += PROPERTY_BYTES) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, PROPERTY_BYTES)
    const value = new DataView(bytes.buffer, bytes.byteOffset + at + 8, 8)
    found.set(view.getUint16(2, true), { type: view.getUint16(0, true), value })
  }
  return found
}
