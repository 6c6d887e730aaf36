import { printable } from '../errors/printable.ts'

/** What `value` is, for an error message: `"a text"`, `12`, `null`, `a list`, `a Date`; never long, always one line. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return `"${printable(value, 40)}"`
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value !== 'object') return `a ${typeof value}`
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
  return kind === 'Object' ? 'an object' : `a ${printable(kind, 40)}`
}
