/** The heads of the columns of a table, and how its rows and cells are divided. */
export interface Columns {
  readonly heads: readonly string[]
  readonly rowBreak: string
  readonly cellBreak: string
}

/** Longer rows are no table that people or programs read. */
const maxRowChars = 2000

/**
 * The columns of a text whose first line looks like the head of a table: names without figures, and as many as the
 * second line has cells. Undefined for any other text.
 */
export function columnsOfText(beginning: string): Columns | undefined {
  const [first = '', second = ''] = beginning.slice(0, maxRowChars * 2).split(/\r?\n/, 2)
  for (const cellBreak of ['\t', ';', ',', '|']) {
    const heads = cellsOf(first, cellBreak)
    if (heads.length < 2 || cellsOf(second, cellBreak).length !== heads.length) continue
    return heads.every(isHead) ? { heads, rowBreak: '\n', cellBreak } : undefined
  }
  return undefined
}

/** The columns of a sheet, whose rows the reader of documents divides by `; ` and its cells by ` | `. */
export function columnsOfSheet(text: string): Columns | undefined {
  const [first = ''] = text.slice(0, maxRowChars).split('; ', 1)
  const heads = first.split(' | ')
  return heads.length > 1 && heads.every(isHead) ? { heads, rowBreak: '; ', cellBreak: ' | ' } : undefined
}

/** The head above the value at `start`; `''` where it is not known. */
export function headAt({ heads, rowBreak, cellBreak }: Columns, text: string, start: number): string {
  const rowStart = text.lastIndexOf(rowBreak, start - 1)
  if (rowStart < 0 || start - rowStart > maxRowChars) return ''
  const before = text.slice(rowStart + rowBreak.length, start)
  return heads[cellsOf(before, cellBreak).length - 1] ?? ''
}

/** Cells may stand in double quotes, and then hold what divides cells. */
function cellsOf(row: string, cellBreak: string): string[] {
  const cells: string[] = []
  let quoted = false
  let from = 0
  for (let at = 0; at < row.length; at += 1) {
    if (row[at] === '"') quoted = !quoted
    else if (!quoted && row.startsWith(cellBreak, at)) {
      cells.push(row.slice(from, at))
      from = at + cellBreak.length
      at = from - 1
    }
  }
  cells.push(row.slice(from))
  return cells
}

function isHead(cell: string): boolean {
  return cell.length <= 60 && !/\d{5}|@/.test(cell)
}
