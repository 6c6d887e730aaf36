import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { named } from './named.ts'

/** Deeper schemas than this are taken for cycles. */
const maxDepth = 32

/**
 * What is wrong with a plugin's schema for its options: it has to be a strict schema of an object, and plain JSON.
 * Whether it is valid JSON Schema beyond that is checked where options are checked against it.
 */
export function checkOptionsSchema(schema: unknown, file: string): RunnerError[] {
  if (schema === undefined) return []
  if (!isPlainObject(schema) || schema.type !== 'object') {
    return [fail('SKR_PLUGIN_OPTIONS_NOT_SCHEMA', { file, found: named(schema) })]
  }
  const problems: RunnerError[] = []
  const foreign = findForeign(schema, 'options', 0)
  if (foreign !== undefined) problems.push(fail('SKR_PLUGIN_OPTIONS_NOT_JSON', { file, ...foreign }))
  if (schema.additionalProperties !== false) problems.push(fail('SKR_PLUGIN_OPTIONS_NOT_STRICT', { file }))
  return problems
}

/** The first value that JSON does not have. `undefined` as the value of a key passes: JSON leaves the key out. */
function findForeign(
  value: unknown,
  path: string,
  depth: number,
): { path: string; found: string } | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || value === undefined)
    return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { path, found: String(value) }
  if (depth > maxDepth) return { path: printable(path, 200), found: 'a cycle, or nested too deeply' }
  if (Array.isArray(value))
    return firstForeign(
      value.map((item, index) => [`${path}[${index}]`, item]),
      depth,
    )
  if (isPlainObject(value)) {
    return firstForeign(
      Object.entries(value).map(([key, item]) => [`${path}.${printable(key, 64)}`, item]),
      depth,
    )
  }
  const found =
    typeof value === 'object'
      ? `a ${printable(Object.prototype.toString.call(value).slice(8, -1), 64)}`
      : named(value)
  return { path, found: typeof value === 'bigint' ? 'a BigInt' : found }
}

function firstForeign(items: readonly (readonly [string, unknown])[], depth: number) {
  for (const [path, item] of items) {
    const foreign = findForeign(item, path, depth + 1)
    if (foreign !== undefined) return foreign
  }
  return undefined
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
