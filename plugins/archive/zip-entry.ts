import type * as Yauzl from 'yauzl'
import type { Entry } from 'yauzl'
import { type ArchiveEntry, dayOf } from './entry.ts'

/** The part of yauzl that knows CP 437; yauzl is loaded only where a ZIP file is read. */
export type NameDecoder = Pick<typeof Yauzl, 'getFileNameLowLevel'>

/** Systems that write Unix permissions into the attributes: Unix and macOS. */
const unixSystems = new Set([3, 19])

/** An entry of the table of contents, in the words of all formats. */
export function readZipEntry(entry: Entry, yauzl: NameDecoder): ArchiveEntry {
  const path = zipName(entry, yauzl)
  return {
    path,
    kind: kindOf(entry, path),
    size: entry.uncompressedSize,
    day: dayOf(entry.getLastModDate({ timezone: 'UTC' }).getTime() / 1000),
    encrypted: entry.isEncrypted(),
  }
}

/**
 * A text out of a ZIP file. Names are UTF-8 where a flag says so and CP 437 where not, but macOS and others write UTF-8
 * without the flag: what is valid UTF-8 and not plain ASCII is hardly ever meant otherwise.
 */
export function zipText(bytes: Buffer, yauzl: NameDecoder): string {
  return utf8(bytes) ?? yauzl.getFileNameLowLevel(0, bytes, [], true)
}

function zipName({ fileNameRaw, extraFields, generalPurposeBitFlag }: Entry, yauzl: NameDecoder): string {
  const hasUnicodeField = extraFields.some(({ id }) => id === 0x7075)
  const isMarked = (generalPurposeBitFlag & 0x800) !== 0
  if (!hasUnicodeField && !isMarked) return zipText(fileNameRaw, yauzl)
  // With the last argument `true` it leaves backslashes as they are, which are looked for.
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
}

function kindOf({ versionMadeBy, externalFileAttributes }: Entry, path: string): ArchiveEntry['kind'] {
  if (path.endsWith('/')) return 'folder'
  const mode = unixSystems.has(versionMadeBy >>> 8) ? (externalFileAttributes >>> 16) & 0o170000 : 0
  if (mode === 0o120000) return 'link'
  if (mode === 0o040000) return 'folder'
  return mode === 0 || mode === 0o100000 ? 'file' : 'special'
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // TypeError: no UTF-8.
    return undefined
  }
}
