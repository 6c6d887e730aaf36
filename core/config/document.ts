import type { Node } from 'jsonc-parser'
import { fail, type RunnerError, type SourcePosition } from '../errors/error.ts'
import { type Environment, interpolate, offsetInLiteral } from './interpolate.ts'
import { formatPath, type Path, pathKey } from './path.ts'
import type { Source } from './source.ts'

/** A parsed and interpolated file that still knows where everything in it came from. */
export interface ConfigDocument {
  /** Plain data; the schema's defaults are filled in later. */
  readonly value: unknown
  /** Where the value at `path`, or its key, stands; where it stands nowhere (a default), that of what would hold it. */
  locate(path: Path, part?: 'key' | 'value'): SourcePosition
  /** Whether somebody has written what is at `path`, and it is no default. */
  isWritten(path: Path): boolean
  /** Names of the environment variables that the text at `path` is made of. Such a text is never shown. */
  variablesAt(path: Path): readonly string[]
  /** Whether the text at `path` refers to a variable that is not set: its value is not known, so nothing can be said of it. */
  isUnresolved(path: Path): boolean
  /** `SKR_CONFIG_DUPLICATE_KEY`, `…_FORBIDDEN_KEY`, `…_MISSING_VARIABLE` and `…_BAD_VARIABLE`. */
  readonly problems: readonly RunnerError[]
}

interface Place {
  readonly key: number | undefined
  readonly value: number
}

/** Keys that reach the prototype of an object when it is copied carelessly, or that are called when two are compared. */
const forbiddenKeys: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
])

const forms = `\${NAME} or \${NAME:-default}, or $\${ where the characters \${ themselves are meant`

/**
 * Makes plain data of a parsed tree, with `${VAR}` in every text replaced from `env`.
 *
 * @param passOver Keys (see `pathKey`) of members that are taken for absent.
 */
export function readDocument(
  source: Source,
  root: Node,
  env: Environment,
  passOver: ReadonlySet<string> = new Set(),
): ConfigDocument {
  const places = new Map<string, Place>()
  const variables = new Map<string, readonly string[]>()
  const unresolved = new Set<string>()
  const problems: RunnerError[] = []

  function read(node: Node, path: Path, key: Node | undefined): unknown {
    places.set(pathKey(path), { key: key?.offset, value: node.offset })
    if (node.type === 'object') return readObject(node, path)
    if (node.type === 'array')
      return node.children?.map((item, index) => read(item, [...path, index], undefined)) ?? []
    if (node.type === 'string') return readText(node, path)
    return node.value
  }

  function readObject(node: Node, path: Path): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    const seen = new Map<string, Node>()
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? []
      if (key === undefined || value === undefined) continue
      const name = String(key.value)
      const inner = [...path, name]
      if (passOver.has(pathKey(inner))) continue
      const position = source.positionAt(key.offset)
      const first = seen.get(name)
      seen.set(name, key)
      if (first !== undefined) {
        const { line } = source.positionAt(first.offset)
        problems.push(fail('SKR_CONFIG_DUPLICATE_KEY', { path: formatPath(inner), line }, { position }))
      }
      if (forbiddenKeys.has(name))
        problems.push(fail('SKR_CONFIG_FORBIDDEN_KEY', { path: formatPath(inner) }, { position }))
      else object[name] = read(value, inner, key)
    }
    return object
  }

  function readText(node: Node, path: Path): string {
    const { value, variables: names, faults } = interpolate(String(node.value), env)
    if (names.length > 0) variables.set(pathKey(path), names)
    if (faults.length > 0) unresolved.add(pathKey(path))
    for (const fault of faults) {
      const position = source.positionAt(offsetInLiteral(source.text, node.offset, fault.index))
      const where = { path: formatPath(path) }
      problems.push(
        'missing' in fault
          ? fail(
              'SKR_CONFIG_MISSING_VARIABLE',
              { ...where, name: fault.missing, example: `\${${fault.missing}:-default}` },
              { position },
            )
          : fail('SKR_CONFIG_BAD_VARIABLE', { ...where, problem: fault.malformed, forms }, { position }),
      )
    }
    return value
  }

  return {
    value: read(root, [], undefined),
    problems,
    locate(path, part = 'value') {
      for (let length = path.length; length > 0; length--) {
        const place = places.get(pathKey(path.slice(0, length)))
        if (place !== undefined)
          return source.positionAt(part === 'key' && place.key !== undefined ? place.key : place.value)
      }
      return source.positionAt(root.offset)
    },
    variablesAt: (path) => variables.get(pathKey(path)) ?? [],
    isWritten: (path) => places.has(pathKey(path)),
    isUnresolved: (path) => unresolved.has(pathKey(path)),
  }
}
