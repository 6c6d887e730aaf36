/** A piece of a line as pdf.js has it. `transform` ends with where it stands, in points from the bottom. */
interface TextItem {
  readonly str: string
  readonly hasEOL: boolean
  readonly height: number
  readonly transform: readonly number[]
}

/** Lines of a paragraph stand 1.2 times their height apart, in manuscripts 1.5 to 2 times. */
const PARAGRAPH_GAP = 1.7
/** A heading is larger than what follows it, by more than an index or a note is smaller. */
const HEADING_SIZE = 1.15

/**
 * The text of a page, with its lines divided by `\n` and its paragraphs by an empty line. PDF knows no paragraphs:
 * a wider gap or another size of letters makes one.
 */
export function pageText(items: readonly (TextItem | object)[]): string {
  let text = ''
  let line: { readonly y: number; readonly height: number } | undefined
  let ended = false
  for (const item of items) {
    if (!('str' in item)) continue
    const y = item.transform[5] ?? 0
    if (ended && item.str.trim() !== '') {
      text += line !== undefined && isNewParagraph(line, { y, height: item.height }) ? '\n\n' : '\n'
      ended = false
      line = undefined
    }
    text += item.str
    if (item.str.trim() !== '') line = { y, height: Math.max(item.height, line?.height ?? 0) }
    ended ||= item.hasEOL
  }
  return text
}

function isNewParagraph(
  above: { readonly y: number; readonly height: number },
  below: { readonly y: number; readonly height: number },
): boolean {
  const [larger, smaller] = [Math.max(above.height, below.height), Math.min(above.height, below.height)]
  // Where the text goes up again, a column ended, and that may be in the middle of a sentence.
  return smaller > 0 && (above.y - below.y > larger * PARAGRAPH_GAP || larger > smaller * HEADING_SIZE)
}
