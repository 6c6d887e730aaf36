import { setImmediate } from 'node:timers/promises'
import type { Entry, ZipFile } from 'yauzl'
import type { ArchiveEntry } from './entry.ts'
import { type Source, sourceFrom } from './source.ts'
import type { Visitor } from './visitor.ts'
import { zipEndOf } from './zip-end.ts'
import { type NameDecoder, readZipEntry, zipText } from './zip-entry.ts'
import { zipReaderOf } from './zip-source.ts'

/** Longest target of a link that is read; a path on Linux has at most 4096 bytes. */
const MAX_TARGET = 4096

/** Methods of which yauzl reads the contents: stored and deflated. */
const readable = new Set([0, 8])

/** Bytes of the file that one entry takes up. */
interface Stretch {
  readonly start: number
  readonly end: number
  readonly path: string
}

/**
 * Walks over the table of contents at the end of a ZIP file, and compares it with what stands in front of each file.
 * Returns the archive's comment.
 *
 * @throws where the table is missing or damaged; the entries before have been told by then.
 */
export async function readZip(file: Source, visitor: Visitor): Promise<string> {
  const { default: yauzl } = await import('yauzl')
  const source = sourceFrom(file, zipEndOf(file)?.start ?? 0)
  const zip = await yauzl.fromRandomAccessReaderPromise(await zipReaderOf(source), source.size, {
    autoClose: false,
    // Names are decoded here: yauzl refuses the whole archive for one dangerous name.
    decodeStrings: false,
    validateEntrySizes: false,
  })
  const stretches: Stretch[] = []
  try {
    let count = 0
    for await (const raw of zip.eachEntry()) {
      if (!visitor.wantsMore()) break
      const listed = readZipEntry(raw, yauzl)
      const stretch = await checkLocalHeader(zip, raw, listed.path, visitor)
      if (stretch !== undefined) stretches.push(stretch)
      const entry = listed.kind === 'link' ? await withTarget(zip, raw, listed) : listed
      await visitor.entry(entry, canOpen(raw) ? () => zip.openReadStreamPromise(raw) : undefined)
      if (++count % 500 === 0) await setImmediate()
    }
    warnOfOverlaps(stretches, visitor)
    return commentOf(zip, yauzl)
  } finally {
    zip.close()
  }
}

/** Programs that unpack from front to end believe the header in front of a file, others the table at the end. */
async function checkLocalHeader(
  zip: ZipFile,
  entry: Entry,
  path: string,
  visitor: Visitor,
): Promise<Stretch | undefined> {
  try {
    const local = await zip.readLocalFileHeaderPromise(entry)
    // With this flag the sizes follow behind the contents, and are 0 in front.
    const sized = (local.generalPurposeBitFlag & 8) === 0 && local.uncompressedSize !== 0xffffffff
    const sameSize =
      !sized ||
      (local.uncompressedSize === entry.uncompressedSize && local.compressedSize === entry.compressedSize)
    const storedSize = entry.compressionMethod !== 0 || entry.isEncrypted() ? undefined : entry.compressedSize
    const isLying =
      !local.fileName.equals(entry.fileNameRaw) ||
      local.compressionMethod !== entry.compressionMethod ||
      !sameSize ||
      (storedSize !== undefined && storedSize !== entry.uncompressedSize)
    if (isLying) visitor.warn('lying', path)
    return {
      start: entry.relativeOffsetOfLocalHeader,
      end: local.fileDataStart + entry.compressedSize,
      path,
    }
  } catch {
    // No header where the table says that one is, or contents beyond the end of the file.
    visitor.warn('lying', path)
    return undefined
  }
}

/** Bombs of one layer list the same packed bytes as many files. */
function warnOfOverlaps(stretches: Stretch[], visitor: Visitor): void {
  stretches.sort((a, b) => a.start - b.start)
  let end = 0
  for (const stretch of stretches) {
    if (stretch.start < end) visitor.warn('overlap', stretch.path)
    end = Math.max(end, stretch.end)
  }
}

/** The target of a link is its contents. */
async function withTarget(zip: ZipFile, raw: Entry, entry: ArchiveEntry): Promise<ArchiveEntry> {
  if (!canOpen(raw) || raw.uncompressedSize > MAX_TARGET || raw.compressedSize > MAX_TARGET) return entry
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of await zip.openReadStreamPromise(raw)) {
      parts.push(part)
      length += part.length
      if (length > MAX_TARGET) return entry
    }
  } catch {
    // What cannot be unpacked is told by its header, and leads nowhere.
    return entry
  }
  return { ...entry, target: Buffer.concat(parts).toString('utf8') }
}

function canOpen(entry: Entry): boolean {
  return !entry.isEncrypted() && readable.has(entry.compressionMethod)
}

function commentOf(zip: ZipFile, yauzl: NameDecoder): string {
  // With `decodeStrings: false` it is bytes, whatever the types say.
  const comment: unknown = zip.comment
  return Buffer.isBuffer(comment) ? zipText(comment, yauzl) : ''
}
