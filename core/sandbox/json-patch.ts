import { isDeepStrictEqual } from 'node:util'

/** One operation of RFC 6902, of the four kinds that skills use. */
export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

/** Why a patch was not applied: it is no patch at all, a path leads nowhere, or a `test` found another value. */
export class PatchProblem extends Error {
  override readonly name = 'PatchProblem'
  readonly kind: 'malformed' | 'path' | 'test'

  constructor(kind: 'malformed' | 'path' | 'test', message: string) {
    super(message)
    this.kind = kind
  }
}

/** Whether `value` is a list of operations; throws a `malformed` problem that names the first that is not one. */
export function readPatch(value: unknown): readonly PatchOperation[] {
  if (!Array.isArray(value)) throw new PatchProblem('malformed', 'a JSON patch is a list of operations')
  return value.map((operation: unknown, index) => {
    if (!isObject(operation)) throw new PatchProblem('malformed', `operation ${index} is not an object`)
    const { op, path } = operation
    if (op !== 'test' && op !== 'add' && op !== 'replace' && op !== 'remove')
      throw new PatchProblem(
        'malformed',
        `operation ${index} has an op other than test, add, replace and remove`,
      )
    if (typeof path !== 'string') throw new PatchProblem('malformed', `operation ${index} has no path`)
    if (op === 'remove') return { op, path }
    if (!Object.hasOwn(operation, 'value'))
      throw new PatchProblem('malformed', `operation ${index} has no value`)
    return { op, path, value: operation.value }
  })
}

/** Applies all operations in order and returns the new document; throws a `PatchProblem`. The given document stays as it is, so that a patch happens whole or not at all. */
export function applyPatch(document: unknown, operations: readonly PatchOperation[]): unknown {
  return operations.reduce(
    (current, operation) => change(current, readPointer(operation.path), operation),
    document,
  )
}

function change(node: unknown, path: readonly string[], operation: PatchOperation): unknown {
  const [key, ...rest] = path
  if (key === undefined) return atTarget(node, operation)
  if (rest.length > 0 || operation.op === 'test') {
    const child = change(childOf(node, key, operation.path), rest, operation)
    return operation.op === 'test' ? node : setChild(node, key, child)
  }
  if (operation.op === 'add') return addChild(node, key, operation)
  childOf(node, key, operation.path)
  return operation.op === 'remove' ? removeChild(node, key) : setChild(node, key, operation.value)
}

function atTarget(node: unknown, operation: PatchOperation): unknown {
  if (operation.op === 'remove') throw new PatchProblem('path', 'the whole document cannot be removed')
  if (operation.op !== 'test') return operation.value
  if (!isDeepStrictEqual(node, operation.value))
    throw new PatchProblem('test', `the value at '${operation.path}' is not the one that was tested for`)
  return node
}

function addChild(
  node: unknown,
  key: string,
  operation: { readonly path: string; readonly value: unknown },
): unknown {
  if (Array.isArray(node)) {
    const index = key === '-' ? node.length : arrayIndex(key)
    if (index === undefined || index > node.length) throw nowhere(operation.path)
    return node.toSpliced(index, 0, operation.value)
  }
  if (!isObject(node)) throw nowhere(operation.path)
  return setChild(node, key, operation.value)
}

function setChild(node: unknown, key: string, value: unknown): unknown {
  if (Array.isArray(node)) return node.with(Number(key), value)
  // From entries, so that a key such as __proto__ is a key like any other.
  return Object.fromEntries([
    ...Object.entries(node as object).filter(([name]) => name !== key),
    [key, value],
  ])
}

function removeChild(node: unknown, key: string): unknown {
  if (Array.isArray(node)) return node.toSpliced(Number(key), 1)
  return Object.fromEntries(Object.entries(node as object).filter(([name]) => name !== key))
}

function childOf(node: unknown, key: string, path: string): unknown {
  if (Array.isArray(node)) {
    const index = arrayIndex(key)
    if (index !== undefined && index < node.length) return node[index]
  } else if (isObject(node) && Object.hasOwn(node, key)) return node[key]
  throw nowhere(path)
}

/** RFC 6901: `~1` stands for a slash and `~0` for a tilde, in this order of reading. */
function readPointer(path: string): readonly string[] {
  if (path === '') return []
  if (!path.startsWith('/') || /~(?![01])/.test(path))
    throw new PatchProblem('malformed', `'${path}' is not a JSON pointer`)
  return path
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function arrayIndex(key: string): number | undefined {
  return /^(0|[1-9]\d*)$/.test(key) ? Number(key) : undefined
}

function nowhere(path: string): PatchProblem {
  return new PatchProblem('path', `the path '${path}' leads nowhere`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
