import type { DocumentArchive } from '../archive/document-archive.ts'
import { oneLine } from '../text/one-line.ts'
import { type EpubPackage, resolvePath } from './epub-package.ts'

/** A line of the table of contents. */
export interface ContentsLine {
  /** From 1 on. */
  readonly level: number
  readonly title: string
  /** Path of the chapter in the archive. */
  readonly path: string
}

/** More than anybody reads. */
const MAX_LINES = 500
const MAX_TITLE = 300

/** Reads the table of contents of EPUB 3, else that of EPUB 2; empty where the book has neither. */
export async function readContents(archive: DocumentArchive, book: EpubPackage): Promise<ContentsLine[]> {
  const lines = book.navigation === undefined ? [] : await readNavigation(archive, book.navigation)
  return lines.length > 0 || book.ncx === undefined ? lines : readNcx(archive, book.ncx)
}

/** Lists of links inside of `<nav epub:type="toc">`. */
async function readNavigation(archive: DocumentArchive, path: string): Promise<ContentsLine[]> {
  const lines: ContentsLine[] = []
  let inContents = false
  let level = 0
  let link: { readonly href: string; title: string } | undefined
  await archive.read(path, {
    open(name, attributes) {
      if (name === 'nav') inContents = (attributes['epub:type'] ?? 'toc') === 'toc'
      else if (name === 'ol') level++
      else if (name === 'a' && inContents) link = { href: attributes.href ?? '', title: '' }
    },
    text(text) {
      if (link !== undefined) link.title = (link.title + text).slice(0, MAX_TITLE)
    },
    close(name) {
      if (name === 'nav') inContents = false
      else if (name === 'ol') level--
      else if (name === 'a' && link !== undefined) {
        lines.push({ level, title: oneLine(link.title), path: resolvePath(path, link.href) })
        link = undefined
      }
    },
    enough: () => lines.length >= MAX_LINES,
  })
  return complete(lines)
}

/** `navPoint` elements inside of each other, with a label and the chapter it leads to. */
async function readNcx(archive: DocumentArchive, path: string): Promise<ContentsLine[]> {
  const lines: ContentsLine[] = []
  let level = 0
  let inText = false
  let title = ''
  await archive.read(path, {
    open(name, attributes) {
      if (name === 'navPoint') {
        level++
        title = ''
      } else if (name === 'text') inText = level > 0
      else if (name === 'content' && level > 0)
        lines.push({ level, title: oneLine(title), path: resolvePath(path, attributes.src ?? '') })
    },
    text(text) {
      if (inText) title = (title + text).slice(0, MAX_TITLE)
    },
    close(name) {
      if (name === 'navPoint') level--
      else if (name === 'text') inText = false
    },
    enough: () => lines.length >= MAX_LINES,
  })
  return complete(lines)
}

function complete(lines: readonly ContentsLine[]): ContentsLine[] {
  return lines.filter(({ title }) => title !== '').slice(0, MAX_LINES)
}
