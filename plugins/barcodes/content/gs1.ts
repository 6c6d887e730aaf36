import type { Content } from './content.ts'
import { plain } from './plain.ts'

/** The application identifiers that people make use of, by GS1's General Specifications; others are shown by their number. */
const names: Readonly<Record<string, string>> = {
  '00': 'SSCC',
  '01': 'GTIN',
  '02': 'GTIN of the contents',
  '10': 'Batch',
  '11': 'Produced',
  '12': 'Due',
  '13': 'Packed',
  '15': 'Best before',
  '16': 'Sell by',
  '17': 'Expires',
  '20': 'Variant',
  '21': 'Serial number',
  '30': 'Count',
  '37': 'Count of the contents',
  '240': 'Maker’s number',
  '241': 'Customer’s number',
  '250': 'Serial number of a part',
  '253': 'Document (GDTI)',
  '254': 'Place within',
  '310': 'Net weight',
  '315': 'Net volume',
  '320': 'Net weight',
  '330': 'Gross weight',
  '392': 'Price',
  '400': 'Order',
  '401': 'Consignment',
  '402': 'Shipment (GSIN)',
  '403': 'Routing',
  '410': 'Ship to (GLN)',
  '414': 'Place (GLN)',
  '420': 'Ship to postcode',
  '7003': 'Expires',
  '8003': 'Asset (GRAI)',
  '8004': 'Asset (GIAI)',
  '8200': 'Product page',
}

/** Identifiers of a date, as year, month and day of two digits. */
const dates = new Set(['11', '12', '13', '15', '16', '17'])
/** Identifiers whose fourth digit says how many digits of the value stand behind the point, with the unit. */
const measures: Readonly<Record<string, string>> = {
  '310': 'kg',
  '315': 'l',
  '320': 'lb',
  '330': 'kg',
  '392': '',
}
/** GS1 has the century follow from the current year; goods are not dated as far from now as this. */
const LAST_YEAR_OF_2000S = 79

/**
 * The element strings of a GS1 code: what a product or a parcel says of itself.
 *
 * @param text - With the identifiers in brackets, as zxing gives it: `(01)04012345678901(17)271231(10)AB-12`.
 */
export function gs1(text: string): Content | undefined {
  const elements = [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)]
  if (elements.length === 0) return undefined
  const facts: Record<string, string> = {}
  for (const [, identifier = '', coded = ''] of elements) {
    const name = nameOf(identifier)
    const value = valueIn(identifier, coded)
    // A weight may stand there in kilograms and in pounds.
    facts[name] = facts[name] === undefined ? value : `${facts[name]}, ${value}`
  }
  return { title: 'SSCC' in facts ? 'Shipment' : 'Product', facts }
}

function nameOf(identifier: string): string {
  return names[identifier] ?? names[identifier.slice(0, 3)] ?? `(${identifier})`
}

function valueIn(identifier: string, value: string): string {
  if (dates.has(identifier)) return date(value)
  if (identifier === '7003') return `${date(value.slice(0, 6))} ${value.slice(6, 8)}:${value.slice(8, 10)}`
  const unit = identifier.length === 4 ? measures[identifier.slice(0, 3)] : undefined
  if (unit !== undefined && /^\d+$/.test(value))
    return `${Number(value) / 10 ** Number(identifier.slice(3))} ${unit}`.trim()
  return plain(value, 100)
}

/** A day of 00 means the whole month. */
function date(value: string): string {
  const parts = /^(\d\d)(0[1-9]|1[0-2])(\d\d)$/.exec(value)
  if (parts === null) return plain(value, 20)
  const [, year, month, day] = parts
  const century = Number(year) <= LAST_YEAR_OF_2000S ? '20' : '19'
  return `${century}${year}-${month}${day === '00' ? '' : `-${day}`}`
}
