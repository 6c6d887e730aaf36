import { printable } from '../errors/printable.ts'

/** A value in the words of a message: `"Word Count"`, `42`, `a list`, `nothing`. Shows texts and numbers, never what an object holds. */
export function named(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return `"${printable(value, 80)}"`
  if (typeof value === 'function')
    return /^class\b/.test(Function.prototype.toString.call(value)) ? 'a class' : 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Promise) return 'a promise'
  const keys = Object.keys(value)
  const shown = keys.slice(0, 8).map((key) => `"${printable(key, 40)}"`)
  if (keys.length > shown.length) shown.push('…')
  return keys.length === 0 ? 'an empty object' : `an object with ${shown.join(', ')}`
}
