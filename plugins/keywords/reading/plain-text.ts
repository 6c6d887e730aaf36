import { textOfHtml } from './from-html.ts'
import { textOfLog } from './from-log.ts'
import { textOfMarkdown } from './from-markdown.ts'

/**
 * The words that a person reads, without the marks of the format. Line breaks stand where a phrase cannot go on, so
 * between paragraphs and cells.
 */
export async function plainText(source: string, extension: string): Promise<string> {
  return withoutAddresses(await withoutFormat(source, extension))
}

async function withoutFormat(source: string, extension: string): Promise<string> {
  switch (extension) {
    case 'html':
    case 'htm':
      return textOfHtml(source)
    case 'md':
    case 'markdown':
      return unwrapped(textOfMarkdown(source))
    case 'csv':
    case 'tsv':
      return textOfTable(source)
    case 'log':
      return textOfLog(source)
    default:
      return unwrapped(source)
  }
}

/** Joins the lines of a paragraph that an editor has wrapped, so that names and phrases go on across them. */
function unwrapped(source: string): string {
  return source.replace(/(?<=[^\n]{50})\r?\n(?=["'“‘(]?[\p{L}\p{N}])/gu, ' ')
}

/** Every cell on a line of its own; a comma inside of an amount, as in `1,200`, stays. */
function textOfTable(source: string): string {
  return source.replace(/[;\t|"]+|,(?!\d{3}\b)/g, '\n')
}

/** Web and mail addresses are made of words that the text does not speak of. */
function withoutAddresses(text: string): string {
  return text.replace(
    /\b(?:https?|ftp):\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g,
    '\n',
  )
}
