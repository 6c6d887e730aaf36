/** Where a value stands inside of a JSON document: keys of objects and indexes of lists, from the outside in. */
export type Path = readonly (string | number)[]

/** A path as people read it: `routes[0].optons`; a key that would be unclear is quoted: `plugins["my plugin"].use`. */
export function formatPath(path: Path): string {
  if (path.length === 0) return 'the configuration'
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`
      if (/^[\w$-]{1,60}$/.test(part)) return index === 0 ? part : `.${part}`
      return `[${quoted(part)}]`
    })
    .join('')
}

/** The same for every way of writing an index, so that it can be looked up in a Map or Set. */
export function pathKey(path: Path): string {
  return JSON.stringify(path.map(String))
}

/** Reads a JSON pointer of ajv's (`/routes/0/a~1b`). Which parts are indexes can only be told from the value it points into. */
export function pathOfPointer(pointer: string, value: unknown): Path {
  const path: (string | number)[] = []
  let current = value
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(Array.isArray(current) ? Number(key) : key)
    current = child(current, key)
  }
  return path
}

function child(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Readonly<Record<string, unknown>>)[key]
}

/** What JSON leaves as it is, though it could steer a terminal or make a text read as another. */
const unsafe = /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** A text of the file as messages quote it: short, on one line, and with whatever cannot be seen written out. */
export function quoted(text: string): string {
  return JSON.stringify(shorten(text)).replace(
    unsafe,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Cuts a text that would make a message unreadable. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
