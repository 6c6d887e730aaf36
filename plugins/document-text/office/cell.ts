/** What is needed to read the cells of a workbook. */
export interface CellFormat {
  readonly strings: readonly string[]
  readonly dates: ReadonlySet<number>
  readonly from1904: boolean
}

/** A cell as the file has it: `type` is the attribute `t`, `style` the attribute `s`. */
export interface RawCell {
  readonly type: string
  readonly style: number
  readonly value: string
}

/** What a person sees in a cell, or close to it: number formats other than dates are not applied. */
export function cellText({ type, style, value }: RawCell, format: CellFormat): string {
  switch (type) {
    case 's':
      return (format.strings[Number(value)] ?? '').replace(/\s+/g, ' ').trim()
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'n':
      return numberText(value, format.dates.has(style), format.from1904)
    default:
      return value.replace(/\s+/g, ' ').trim()
  }
}

function numberText(value: string, isDate: boolean, from1904: boolean): string {
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) return value
  // 15 digits are all that Excel keeps; it writes 0.1 + 0.2 with 17.
  return (isDate && dateText(number, from1904)) || String(Number(number.toPrecision(15)))
}

/** Days since 1899-12-30, or since 1904, with the time as their fraction. */
function dateText(days: number, from1904: boolean): string | undefined {
  // From here to the year 9999; Excel takes 1900 for a leap year, so that the days before 61 are off by one.
  if (days < 0 || days > 2_958_465) return undefined
  const shifted = from1904 ? days + 1462 : days < 61 ? days + 1 : days
  const iso = new Date(Math.round((shifted - 25_569) * 86_400) * 1000).toISOString()
  const [date = '', time = ''] = [iso.slice(0, 10), iso.slice(11, 16)]
  if (days < 1 && !from1904) return time
  return Number.isInteger(days) ? date : `${date} ${time}`
}
