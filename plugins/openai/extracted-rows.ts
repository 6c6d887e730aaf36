import { oneLine } from './plain-text.ts'

/** Bounds of what is shown: a schema may ask for a whole price list. */
const mostRows = 100
const longestValue = 500

type Row = readonly [name: string, value: string]

/**
 * Rows of an answer, in the order of the schema: scalars as they are, lists of scalars with commas, a list of objects as one
 * row for each. Names are the `title` of a property, else its name in words. What is null or empty is left out.
 */
export function rowsOf(
  answer: unknown,
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const rows = membersOf(answer, schema).flatMap(([name, value, inner]) => rowsFor(name, value, inner))
  return Object.fromEntries(rows.slice(0, mostRows))
}

type Schema = Readonly<Record<string, unknown>>
type Member = readonly [name: string, value: unknown, schema: Schema]

function rowsFor(name: string, value: unknown, schema: Schema): readonly Row[] {
  if (Array.isArray(value) && value.some(isObject)) {
    const items = isObject(schema.items) ? schema.items : {}
    return value.flatMap((item, index) => {
      const text = textOf(item, items)
      return text === '' ? [] : [[`${name} ${index + 1}`, text] as const]
    })
  }
  if (isObject(value))
    return membersOf(value, schema).flatMap(([inner, one, its]) =>
      rowsFor(`${name}, ${inner.toLowerCase()}`, one, its),
    )
  const text = textOf(value, schema)
  return text === '' ? [] : [[name, text]]
}

/** A value on one line. */
function textOf(value: unknown, schema: Schema): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) {
    const items = isObject(schema.items) ? schema.items : {}
    return joined(value.map((one) => textOf(one, items)))
  }
  if (isObject(value))
    return joined(
      membersOf(value, schema).map(([name, one, inner]) => {
        const text = textOf(one, inner)
        return text === '' ? '' : `${name.toLowerCase()}: ${text}`
      }),
      '; ',
    )
  return oneLine(String(value), longestValue)
}

function joined(texts: readonly string[], mark = ', '): string {
  return oneLine(texts.filter((text) => text !== '').join(mark), longestValue)
}

/** In the order of the schema; what it does not name comes last. */
function membersOf(value: unknown, { properties }: Schema): readonly Member[] {
  if (!isObject(value)) return []
  const known = isObject(properties) ? properties : {}
  const names = new Set([...Object.keys(known), ...Object.keys(value)])
  return [...names].map((name) => {
    const schema = isObject(known[name]) ? known[name] : {}
    return [nameOf(name, schema.title), value[name], schema] as const
  })
}

/** `invoiceNumber` and `invoice_number` read as “Invoice number”. */
function nameOf(name: string, title: unknown): string {
  if (typeof title === 'string' && title.trim() !== '') return oneLine(title, 60)
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .trim()
  return oneLine(words.charAt(0).toUpperCase() + words.slice(1), 60)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
