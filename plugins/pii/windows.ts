import { type Columns, columnsOfSheet, columnsOfText } from './columns.ts'
import type { TextWindow } from './finding.ts'

/** How much of a text is looked at at once, in characters. Small enough to hear a stop between two. */
const core = 32_768

/** What is seen before and after it: longer than any value that is found, and than what is read around one. */
const margin = 2048

/** A text that comes in pieces, with what is known of it. */
export interface TextSource {
  readonly pieces: AsyncIterable<string> | Iterable<string>
  /** The page, sheet or slide; undefined where there are none. */
  readonly label: string | undefined
  /** Whether its lines are those that an editor counts. */
  readonly hasLines: boolean
  /** Whether rows are divided as the reader of documents does. */
  readonly isSheet: boolean
}

/** Cuts a text into windows that overlap. Holds no more of it than one window and one piece. */
export async function* windowsOf({
  pieces,
  label,
  hasLines,
  isSheet,
}: TextSource): AsyncGenerator<TextWindow> {
  let text = ''
  let from = 0
  let firstLine = 1
  let columns: Columns | undefined
  let isBeginning = true
  const windowTo = (to: number, end: number): TextWindow => ({
    text: text.slice(0, end),
    from,
    to,
    label,
    firstLine: hasLines ? firstLine : undefined,
    columns,
  })
  for await (const piece of pieces) {
    text += piece
    while (text.length >= from + core + margin) {
      if (isBeginning) columns = isSheet ? columnsOfSheet(text) : columnsOfText(text)
      isBeginning = false
      yield windowTo(from + core, from + core + margin)
      const dropped = from + core - margin
      firstLine += linesIn(text, dropped)
      text = text.slice(dropped)
      from = margin
    }
  }
  if (isBeginning) columns = isSheet ? columnsOfSheet(text) : columnsOfText(text)
  if (text.length > from) yield windowTo(text.length, text.length)
}

/** The number of the line at `at`, from 1; undefined where lines are not counted. */
export function lineAt({ text, firstLine }: TextWindow, at: number): number | undefined {
  return firstLine === undefined ? undefined : firstLine + linesIn(text, at)
}

function linesIn(text: string, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
