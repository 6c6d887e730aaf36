import type { DocumentArchive } from '../archive/document-archive.ts'

/** What is asked about the styles of an OpenDocument file, by their names. */
export interface OdfStyles {
  /** Whether a paragraph or table of this style begins a page. */
  beginsPage(style: string | undefined): boolean
  endsPage(style: string | undefined): boolean
  /** Whether a sheet or slide of this style is hidden. */
  isHidden(style: string | undefined): boolean
}

interface Style {
  readonly parent: string | undefined
  beginsPage: boolean
  endsPage: boolean
  hidden: boolean
}

/** Reads the styles of a document, the common ones and those that its text was given by hand (OpenDocument 1.3, part 3, 16). */
export async function readOdfStyles(archive: DocumentArchive): Promise<OdfStyles> {
  const styles = new Map<string, Style>()
  for (const part of ['styles.xml', 'content.xml']) await readPart(archive, part, styles)
  const has = (name: string | undefined, what: 'beginsPage' | 'endsPage' | 'hidden'): boolean => {
    let style = styles.get(name ?? '')
    // Styles build on each other a few times; more is a circle.
    for (let step = 0; style !== undefined && step < 20; step++) {
      if (style[what]) return true
      style = styles.get(style.parent ?? '')
    }
    return false
  }
  return {
    beginsPage: (style) => has(style, 'beginsPage'),
    endsPage: (style) => has(style, 'endsPage'),
    isHidden: (style) => has(style, 'hidden'),
  }
}

async function readPart(archive: DocumentArchive, path: string, styles: Map<string, Style>): Promise<void> {
  let current: Style | undefined
  let done = false
  await archive.read(path, {
    open(name, attributes) {
      if (name === 'body') done = true
      else if (name === 'style') {
        current = {
          parent: attributes['style:parent-style-name'],
          beginsPage: (attributes['style:master-page-name'] ?? '') !== '',
          endsPage: false,
          hidden: false,
        }
        styles.set(attributes['style:name'] ?? '', current)
      } else if (current !== undefined) {
        current.beginsPage ||= attributes['fo:break-before'] === 'page'
        current.endsPage ||= attributes['fo:break-after'] === 'page'
        current.hidden ||=
          attributes['table:display'] === 'false' || attributes['presentation:visibility'] === 'hidden'
      }
    },
    close(name) {
      if (name === 'style') current = undefined
    },
    enough: () => done,
  })
}
