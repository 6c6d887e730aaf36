/** What stands between two texts of a Word document: bars between cells, semicolons between rows, blanks elsewhere. */
export interface Separator {
  openTable(): void
  closeTable(): void
  openRow(): void
  openCell(): void
  endParagraph(): void
  /** Whether the next text will stand apart from the last one. */
  isPending(): boolean
  /** What to write before the next text; `''` where that follows at once. */
  take(): string
  reset(): void
}

/** Decided only when the next text comes, so that empty cells and paragraphs leave no trace. Tables may nest. */
export function separator(): Separator {
  const tables: { rows: number; cells: number }[] = []
  let pending = ''
  return {
    openTable() {
      tables.push({ rows: 0, cells: 0 })
    },
    closeTable() {
      tables.pop()
      pending = '\n'
    },
    openRow() {
      const table = tables.at(-1)
      if (table === undefined) return
      if (table.rows++ > 0) pending = '; '
      table.cells = 0
    },
    openCell() {
      const table = tables.at(-1)
      if (table !== undefined && table.cells++ > 0 && pending !== '; ') pending = ' | '
    },
    endParagraph() {
      pending ||= '\n'
    },
    isPending: () => pending !== '',
    take() {
      const taken = pending
      pending = ''
      return taken
    },
    reset() {
      pending = ''
    },
  }
}
