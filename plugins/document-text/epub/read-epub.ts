import type { DocumentArchive } from '../archive/document-archive.ts'
import type { Document, DocumentPart, Heading, ReadLimits } from '../document.ts'
import { propertiesOf } from '../properties.ts'
import { oneLine } from '../text/one-line.ts'
import { type TextCollector, textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'
import { decodeHtml } from '../web/decode-html.ts'
import { htmlText } from '../web/html-text.ts'
import { walkHtml } from '../web/walk-html.ts'
import { type EpubPackage, readEpubPackage } from './epub-package.ts'
import { readContents } from './table-of-contents.ts'

/** Reads an e-book chapter by chapter; what the table of contents calls a chapter is its label. */
export async function readEpub(archive: DocumentArchive, limits: ReadLimits): Promise<Document> {
  const book = await readEpubPackage(archive)
  const contents = await readContents(archive, book)
  const titles = new Map<string, string>()
  for (const { path, title } of contents) if (!titles.has(path)) titles.set(path, title)

  const read = Math.min(book.chapters.length, limits.maxPages)
  const text = textCollector(limits.maxChars)
  const parts: DocumentPart[] = []
  const headings: Heading[] = []
  for (const [index, path] of book.chapters.slice(0, read).entries()) {
    const chapter = await readChapter(archive, path, text, limits)
    headings.push(...chapter.headings)
    const label = titles.get(path)
    const own = withoutTitle(chapter.text, label)
    if (own !== '') parts.push({ label, text: own })
    limits.progress((index + 1) / read, `Chapter ${index + 1} of ${read}`)
    if (text.full()) break
  }
  const outline = contents.length > 0 ? contents.map(({ level, title }) => ({ level, title })) : headings
  return {
    kind: 'epub',
    properties: propertiesOf(bookProperties(book)),
    parts,
    count: book.chapters.length,
    read,
    cut: text.full(),
    ...(outline.length > 0 ? { outline } : {}),
  }
}

async function readChapter(
  archive: DocumentArchive,
  path: string,
  text: TextCollector,
  limits: ReadLimits,
): Promise<{ readonly text: string; readonly headings: readonly Heading[] }> {
  const flow = textFlow(text, 1)
  const html = htmlText(flow, { tables: true })
  await walkHtml(decodeHtml(archive.chunks(path)), html.visitor, limits.signal)
  const sections = flow.parts().map((part) => part.text)
  return { text: sections.join('\n'), headings: flow.headings() }
}

/** A chapter begins with its title, which is its label already. */
function withoutTitle(text: string, title: string | undefined): string {
  return title !== undefined && (text === title || text.startsWith(`${title}\n`))
    ? text.slice(title.length).trimStart()
    : text
}

function bookProperties({ metadata }: EpubPackage) {
  const all = (name: string) => (metadata[name] ?? []).map(oneLine).filter((text) => text !== '')
  const isbn = /(?:97[89][- ]?)(?:\d[- ]?){9}\d/.exec(all('identifier').join(' '))
  return {
    title: all('title')[0],
    author: all('creator').slice(0, 10).join(', '),
    // Descriptions hold HTML more often than not.
    description: withoutTags(all('description')[0]),
    keywords: all('subject').slice(0, 20).join(', '),
    publisher: all('publisher')[0],
    language: all('language')[0],
    isbn: isbn?.[0],
    published: all('date')[0],
  }
}

function withoutTags(html: string | undefined): string | undefined {
  return html?.replace(/<\/?(?:p|br|div|li|h\d)\b[^<>]*>/gi, ' ').replace(/<[^<>]*>/g, '')
}
