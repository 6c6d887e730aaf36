import { posix } from 'node:path'
import type { Entry, ZipFile } from 'yauzl'
import type { DocumentKind } from './document.ts'
import { passwordProtected, unpacksTooLarge } from './refusals.ts'
import { readXml, type XmlVisitor } from './xml.ts'

/** An Office file has some hundred parts; ten thousand are an attack or a picture archive. */
const MAX_ENTRIES = 10_000

const folders: Readonly<Record<string, Exclude<DocumentKind, 'pdf'>>> = {
  word: 'docx',
  xl: 'xlsx',
  ppt: 'pptx',
}

/** A reference from one part to another. */
export interface Relation {
  /** The last segment of its type, such as `slide`. */
  readonly type: string
  /** Path of the part in the archive. */
  readonly target: string
}

interface PackageLimits {
  readonly maxUnpackedMb: number
  readonly signal: AbortSignal
}

/**
 * The archive that a docx, xlsx or pptx file is. Parts are unpacked one at a time as streams, and no more in total
 * than is allowed, whatever the archive claims; nothing is written to disk.
 */
export class OfficePackage {
  readonly name: string
  /** The path of the part that holds the document; `''` where this is no Office file. */
  main = ''
  private readonly zip: ZipFile
  private readonly entries: ReadonlyMap<string, Entry>
  private readonly limits: PackageLimits
  private bytesLeft: number

  private constructor(
    zip: ZipFile,
    entries: ReadonlyMap<string, Entry>,
    name: string,
    limits: PackageLimits,
  ) {
    this.zip = zip
    this.entries = entries
    this.name = name
    this.limits = limits
    this.bytesLeft = limits.maxUnpackedMb * 1_000_000
  }

  /** @throws SkillError for a protected archive; other errors mean that it is damaged. */
  static async open(path: string, name: string, limits: PackageLimits): Promise<OfficePackage> {
    const { default: yauzl } = await import('yauzl')
    const zip = await yauzl.openPromise(path, { autoClose: false })
    try {
      const entries = await listEntries(zip, name)
      const office = new OfficePackage(zip, entries, name, limits)
      const relations = await office.relations('')
      office.main = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target ?? ''
      return office
    } catch (error) {
      zip.close()
      throw error
    }
  }

  /** By the folder of its main part; undefined for any other archive. */
  get kind(): Exclude<DocumentKind, 'pdf'> | undefined {
    const [folder = ''] = this.main.split('/')
    return Object.hasOwn(folders, folder) ? folders[folder] : undefined
  }

  /** What the part at `path` refers to inside of the archive, by id; `''` is the archive itself. */
  async relations(path: string): Promise<Map<string, Relation>> {
    const { dir, base } = posix.parse(path)
    const found = new Map<string, Relation>()
    await this.read(posix.join(dir, '_rels', `${base}.rels`), {
      open(name, attributes) {
        const { Id, Type = '', Target = '', TargetMode } = attributes
        if (name !== 'Relationship' || Id === undefined || TargetMode === 'External') return
        const target = Target.startsWith('/') ? Target.slice(1) : posix.join(dir, Target)
        found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target })
      },
    })
    return found
  }

  /** Walks over the XML of a part; does nothing where the archive has no such part. */
  async read(path: string, visitor: XmlVisitor): Promise<void> {
    const entry = this.entries.get(path)
    if (entry === undefined) return
    const stream = await this.zip.openReadStreamPromise(entry)
    await readXml(this.counted(stream), visitor)
  }

  close(): void {
    this.zip.close()
  }

  private async *counted(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      this.limits.signal.throwIfAborted()
      this.bytesLeft -= chunk.length
      if (this.bytesLeft < 0) throw unpacksTooLarge(this.name, this.limits.maxUnpackedMb)
      yield chunk
    }
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
