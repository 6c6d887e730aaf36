import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail, messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/** What the runner reads of a package.json; other keys are left alone. */
export interface PackageJson {
  /** Absolute path of the file. */
  readonly file: string
  readonly name?: string
  readonly version?: string
  readonly type?: string
  readonly main?: string
  /** Unchecked: a path, a list, or a tree of subpaths and conditions. */
  readonly exports?: unknown
}

/**
 * Reads the package.json in `folder`; undefined where there is none.
 *
 * @throws `SKR_PLUGIN_PACKAGE_JSON_INVALID` where it is no JSON object, or a key that matters is not a text.
 */
export async function readPackageJson(folder: string): Promise<PackageJson | undefined> {
  const file = join(folder, 'package.json')
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw fail(
      'SKR_PLUGIN_PACKAGE_JSON_INVALID',
      { file, reason: code ?? printable(messageOf(cause), 200) },
      { cause },
    )
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw fail('SKR_PLUGIN_PACKAGE_JSON_INVALID', { file, reason: 'it is not a JSON object' })
  }
  const found = value as Readonly<Record<string, unknown>>
  const texts: Record<string, string> = {}
  for (const key of ['name', 'version', 'type', 'main']) {
    const text = found[key]
    if (text === undefined) continue
    if (typeof text !== 'string')
      throw fail('SKR_PLUGIN_PACKAGE_JSON_INVALID', { file, reason: `"${key}" is not a text` })
    texts[key] = text
  }
  return { file, ...texts, ...(found.exports === undefined ? {} : { exports: found.exports }) }
}

/** The nearest package.json from `folder` upwards, which is the one that decides what its files are. */
export async function findPackageJson(folder: string): Promise<PackageJson | undefined> {
  const found = await readPackageJson(folder)
  const parent = dirname(folder)
  if (found !== undefined || parent === folder) return found
  return findPackageJson(parent)
}
