import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { stripComments } from 'jsonc-parser'
import { fail, messageOf, type SourcePosition } from '../errors/error.ts'

/** The text of a configuration file, and the way from an offset in it to a line and column. */
export interface Source {
  /** As messages name the file: the way the user did, or relative to the working folder where that is shorter. */
  readonly name: string
  readonly text: string
  positionAt(offset: number): SourcePosition
}

const example =
  '{ "plugins": { "words": { "use": "box-skill-plugin-keywords" } }, "routes": [{ "extensions": ["txt"], "plugins": ["words"] }] }'

/**
 * Reads a configuration file. Throws `SKR_CONFIG_NOT_FOUND`, `SKR_CONFIG_IS_FOLDER`, `SKR_CONFIG_NOT_READABLE`,
 * `SKR_CONFIG_NOT_UTF8` or `SKR_CONFIG_EMPTY`.
 */
export async function readSource(file: string): Promise<Source> {
  const name = displayName(file)
  const text = decode(await readBytes(file, name), name)
  // White space and comments alone are as empty as nothing at all.
  if (stripComments(text).trim() === '') throw fail('SKR_CONFIG_EMPTY', { file: name, example })
  return sourceOf(name, text)
}

/** A source from text that is already there. */
export function sourceOf(name: string, text: string): Source {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)]
  return {
    name,
    text,
    positionAt(offset) {
      const line = lastAtMost(lineStarts, offset)
      return { file: name, line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 }
    },
  }
}

/** Index of the last of the ascending numbers that is at most `limit`; halves, since a file of many lines may have as many problems. */
function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) <= limit) low = middle
    else high = middle
  }
  return low
}

async function readBytes(file: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code
    if (reason === 'ENOENT' || reason === 'ENOTDIR')
      throw fail('SKR_CONFIG_NOT_FOUND', { file: name }, { cause })
    if (reason === 'EISDIR') throw fail('SKR_CONFIG_IS_FOLDER', { file: name }, { cause })
    throw fail('SKR_CONFIG_NOT_READABLE', { file: name, reason: reason ?? messageOf(cause) }, { cause })
  }
}

/** Decodes UTF-8 strictly; a byte order mark in front is dropped, as Windows editors write one. */
function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw fail('SKR_CONFIG_NOT_UTF8', { file: name }, { cause })
  }
}

function displayName(file: string): string {
  const fromHere = relative(process.cwd(), file)
  return fromHere !== '' && fromHere.length < file.length ? fromHere : file
}
