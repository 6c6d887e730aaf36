import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser'
import { sourceOf } from '../config/source.ts'
import type { SourcePosition } from '../errors/error.ts'

/** The package.json of a plugin, as its author wrote it. */
export interface Manifest {
  readonly value: Readonly<Record<string, unknown>>
  /** Where a key stands; where it is missing, the beginning of what would hold it. */
  locate(path: readonly string[]): SourcePosition
}

/** Reads the package.json in `folder`, which the search for the entry has found to be a JSON object; undefined where there is none. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, 'package.json')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const root = text === undefined ? undefined : parseTree(text)
  if (text === undefined || root === undefined) return undefined
  const source = sourceOf(shownPath(file), text)
  return {
    value: { ...getNodeValue(root) },
    locate(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const node = findNodeAtLocation(root, path.slice(0, length))
        if (node !== undefined) return source.positionAt(node.parent?.offset ?? node.offset)
      }
      return source.positionAt(root.offset)
    },
  }
}

/** A path as messages name it: from the working folder, where that is shorter. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return fromHere !== '' && fromHere.length < path.length ? fromHere : path
}

/** The keys of an object in JSON, or none where it is something else. */
export function keysOf(value: unknown): readonly string[] {
  return Object.keys(objectOf(value))
}

/** The value if it is an object, else an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {}
}
