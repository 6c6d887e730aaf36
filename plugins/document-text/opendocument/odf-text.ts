import type { XmlVisitor } from '../archive/xml.ts'

/** Elements whose text is not that of the document: deleted and remarked text, descriptions of pictures, readings of words, numbers of pages. */
const apart = new Set([
  'tracked-changes',
  'annotation',
  'title',
  'desc',
  'ruby-text',
  'note-citation',
  'page-number',
  'forms',
  'script',
])
/** `<text:s text:c="…"/>` may claim any number of blanks, and they are shown as one. */
const blanks: Readonly<Record<string, string>> = { s: ' ', tab: ' ', 'line-break': '\n' }

/**
 * Makes a visitor that tells about the text in paragraphs and headings only, and about all elements that are not
 * `apart`. Blanks that are elements come as text.
 */
export function odfText(visitor: Required<Pick<XmlVisitor, 'open' | 'close' | 'text'>>): XmlVisitor {
  let hidden = 0
  let paragraphs = 0
  return {
    open(name, attributes) {
      if (hidden > 0 || apart.has(name)) hidden++
      else if (Object.hasOwn(blanks, name)) visitor.text(blanks[name] ?? ' ')
      else {
        if (name === 'p' || name === 'h') paragraphs++
        visitor.open(name, attributes)
      }
    },
    close(name) {
      if (hidden > 0) hidden--
      else if (!Object.hasOwn(blanks, name)) {
        if (name === 'p' || name === 'h') paragraphs--
        visitor.close(name)
      }
    },
    text(text) {
      if (hidden === 0 && paragraphs > 0) visitor.text(text)
    },
  }
}
