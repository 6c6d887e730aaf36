import type { ConfigDocument } from './document.ts'
import { type Path, quoted } from './path.ts'

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

/** JSON types in words: `a text or a list`. */
export function typeWords(types: readonly string[]): string {
  return orList([...new Set(types)].map((type) => typeNames[type] ?? type))
}

/** The JSON type of a value, `number` for whole numbers, too. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? 'nothing'
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

/** Parts of a path whose values are nobody's business: keys, tokens, passwords. `secrets` lists names, but people put values there. */
const secretPart = /(key|keys|token|password|passphrase)$|secret|credential/i

/** Whether the value at `path` must not be shown: it is, or may be, a secret, or it came out of an environment variable. */
export function isHidden(document: ConfigDocument, path: Path): boolean {
  return document.variablesAt(path).length > 0 || path.some((part) => secretPart.test(String(part)))
}

/** What stands at `path`, in words: `the text "8080"`, `the number 3`, `a list`. A hidden value is named by its type only. */
export function foundWords(document: ConfigDocument, path: Path, value: unknown): string {
  const type = typeOf(value)
  const [variable] = document.variablesAt(path)
  if (variable !== undefined) return `a text made from the environment variable ${variable}`
  if (isHidden(document, path)) return typeWords([type])
  if (type === 'string') return `the text ${quoted(String(value))}`
  if (type === 'number') return `the number ${String(value)}`
  if (type === 'array') return entryWords((value as readonly unknown[]).length)
  return type === 'boolean' ? String(value) : typeWords([type])
}

function entryWords(length: number): string {
  if (length === 0) return 'an empty list'
  return `a list of ${length} ${length === 1 ? 'entry' : 'entries'}`
}
