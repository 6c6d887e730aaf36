import type { Entry, ZipFile } from 'yauzl'
import { passwordProtected, unpacksTooLarge } from '../refusals.ts'
import { readXml, type XmlVisitor } from './xml.ts'

/** An Office file has some hundred parts, a long e-book a thousand; ten thousand are an attack or a picture archive. */
const MAX_ENTRIES = 10_000

interface ArchiveLimits {
  readonly maxUnpackedMb: number
  readonly signal: AbortSignal
}

/**
 * The ZIP archive that an Office file, an OpenDocument file or an e-book is. Parts are unpacked one at a time as streams,
 * and no more in total than is allowed, whatever the archive claims; nothing is written to disk.
 */
export class DocumentArchive {
  readonly name: string
  private readonly zip: ZipFile
  private readonly entries: ReadonlyMap<string, Entry>
  private readonly limits: ArchiveLimits
  private bytesLeft: number

  private constructor(
    zip: ZipFile,
    entries: ReadonlyMap<string, Entry>,
    name: string,
    limits: ArchiveLimits,
  ) {
    this.zip = zip
    this.entries = entries
    this.name = name
    this.limits = limits
    this.bytesLeft = limits.maxUnpackedMb * 1_000_000
  }

  /** @throws SkillError for a protected archive; other errors mean that it is damaged. */
  static async open(path: string, name: string, limits: ArchiveLimits): Promise<DocumentArchive> {
    const { default: yauzl } = await import('yauzl')
    const zip = await yauzl.openPromise(path, { autoClose: false })
    try {
      return new DocumentArchive(zip, await listEntries(zip, name), name, limits)
    } catch (error) {
      zip.close()
      throw error
    }
  }

  has(path: string): boolean {
    return this.entries.has(path)
  }

  /** Walks over the XML of a part; does nothing where the archive has no such part. */
  async read(path: string, visitor: XmlVisitor): Promise<void> {
    await readXml(this.chunks(path), visitor)
  }

  /** The bytes of a part as they are unpacked; none where the archive has no such part. */
  async *chunks(path: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(path)
    if (entry === undefined) return
    for await (const chunk of await this.zip.openReadStreamPromise(entry)) {
      this.limits.signal.throwIfAborted()
      this.bytesLeft -= chunk.length
      if (this.bytesLeft < 0) throw unpacksTooLarge(this.name, this.limits.maxUnpackedMb)
      yield chunk
    }
  }

  close(): void {
    this.zip.close()
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES)
    throw new RangeError(`An archive of ${zip.entryCount} entries is no document.`)
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw passwordProtected(name)
    entries.set(entry.fileName, entry)
  }
  return entries
}
