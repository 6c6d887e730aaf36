import { posix } from 'node:path'
import type { DocumentArchive } from '../archive/document-archive.ts'
import { copyProtected } from '../refusals.ts'

/** An e-book's own description (EPUB 3.3, 5). */
export interface EpubPackage {
  /** The texts of the elements of its metadata, by name, such as `title` and `creator`. */
  readonly metadata: Readonly<Record<string, readonly string[]>>
  /** Paths of the chapters in the order in which they are read, those that are only looked up left out. */
  readonly chapters: readonly string[]
  /** Path of the table of contents of EPUB 3; undefined where there is none. */
  readonly navigation: string | undefined
  /** Path of the table of contents of EPUB 2; undefined where there is none. */
  readonly ncx: string | undefined
}

interface Item {
  readonly path: string
  readonly type: string
  readonly properties: string
}

/** Fonts may be disguised by these, and the text readable all the same. */
const fontsOnly = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/

/** @throws SkillError where the book is copy-protected. Other errors mean that it is damaged. */
export async function readEpubPackage(archive: DocumentArchive): Promise<EpubPackage> {
  if (await isProtected(archive)) throw copyProtected(archive.name)
  const path = await packagePath(archive)
  const metadata: Record<string, string[]> = Object.create(null)
  const items = new Map<string, Item>()
  const spine: string[] = []
  let inMetadata = false
  let current: string[] | undefined
  await archive.read(path, {
    open(name, attributes) {
      if (name === 'metadata') inMetadata = true
      else if (inMetadata) {
        current = metadata[name] ??= []
        current.push('')
      } else if (name === 'item') {
        const { id = '', href = '', properties = '' } = attributes
        items.set(id, { path: resolvePath(path, href), type: attributes['media-type'] ?? '', properties })
      } else if (name === 'itemref' && attributes.linear !== 'no') spine.push(attributes.idref ?? '')
    },
    text(text) {
      if (current !== undefined) current.push((current.pop() ?? '') + text)
    },
    close(name) {
      current = undefined
      if (name === 'metadata') inMetadata = false
    },
  })
  const all = [...items.values()]
  return {
    metadata,
    chapters: spine.flatMap((id) => items.get(id)?.path ?? []),
    navigation: all.find(({ properties }) => properties.split(/\s+/).includes('nav'))?.path,
    ncx: all.find(({ type }) => type === 'application/x-dtbncx+xml')?.path,
  }
}

/** The path in the archive of what `href` in the part at `base` leads to, without the place inside of it. */
export function resolvePath(base: string, href: string): string {
  const [path = ''] = href.split('#')
  let decoded = path
  try {
    decoded = decodeURIComponent(path)
  } catch {
    // A name with a bare percent sign: it is meant as it stands.
  }
  return posix.join(posix.dirname(base), decoded)
}

async function packagePath(archive: DocumentArchive): Promise<string> {
  let path = ''
  await archive.read('META-INF/container.xml', {
    open(name, attributes) {
      if (name === 'rootfile') path ||= attributes['full-path'] ?? ''
    },
  })
  if (!archive.has(path)) throw new RangeError('The book has no list of its parts.')
  return path
}

async function isProtected(archive: DocumentArchive): Promise<boolean> {
  let found = false
  await archive.read('META-INF/encryption.xml', {
    open(name, attributes) {
      if (name === 'EncryptionMethod' && !fontsOnly.test(attributes.Algorithm ?? '')) found = true
    },
  })
  return found
}
