import { posix } from 'node:path'
import type { DocumentArchive } from '../archive/document-archive.ts'
import type { XmlVisitor } from '../archive/xml.ts'

/** The parts of an Office file and how they refer to each other (ECMA-376, part 2). */
export interface OfficePackage {
  /** The path of the part that holds the document. */
  readonly main: string
  /** By the folder of the main part; undefined for a drawing, or for the binary form of a workbook (xlsb). */
  readonly kind: OfficeKind | undefined
  /** What the part at `path` refers to inside of the archive, by id; `''` is the archive itself. */
  relations(path: string): Promise<Map<string, Relation>>
  /** Walks over the XML of a part; does nothing where the archive has no such part. */
  read(path: string, visitor: XmlVisitor): Promise<void>
}

export type OfficeKind = 'docx' | 'xlsx' | 'pptx'

/** A reference from one part to another. */
export interface Relation {
  /** The last segment of its type, such as `slide`. */
  readonly type: string
  /** Path of the part in the archive. */
  readonly target: string
}

const folders: Readonly<Record<string, OfficeKind>> = { word: 'docx', xl: 'xlsx', ppt: 'pptx' }

/** Undefined where the archive is no Office file. */
export async function officePackage(archive: DocumentArchive): Promise<OfficePackage | undefined> {
  const relations = await relationsOf(archive, '')
  const main = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target
  if (main === undefined) return undefined
  const [folder = ''] = main.split('/')
  return {
    main,
    kind: Object.hasOwn(folders, folder) && main.endsWith('.xml') ? folders[folder] : undefined,
    relations: (path) => relationsOf(archive, path),
    read: (path, visitor) => archive.read(path, visitor),
  }
}

async function relationsOf(archive: DocumentArchive, path: string): Promise<Map<string, Relation>> {
  const { dir, base } = posix.parse(path)
  const found = new Map<string, Relation>()
  await archive.read(posix.join(dir, '_rels', `${base}.rels`), {
    open(name, attributes) {
      const { Id, Type = '', Target = '', TargetMode } = attributes
      if (name !== 'Relationship' || Id === undefined || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(dir, Target)
      found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return found
}
