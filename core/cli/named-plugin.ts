import { stat } from 'node:fs/promises'
import { basename, extname, isAbsolute, resolve } from 'node:path'
import type { ResolvedPlugin } from '../registry/resolve.ts'

/** Whether a plugin on the command line can only be meant as a path: `.`, `./words`, `/plugins/words`, a `file:` URL. */
export function isPath(plugin: string): boolean {
  return /^(\.\.?([/\\]|$)|file:)/.test(plugin) || isAbsolute(plugin)
}

/** A plugin on the command line as `use` in a config has it: what is there as a file or folder is a path, anything else a package. */
export async function useOf(plugin: string, cwd: string): Promise<string> {
  return !isPath(plugin) && (await isThere(resolve(cwd, plugin))) ? `./${plugin}` : plugin
}

/** Whether there is a file or folder at a path. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** A name for the only instance of a plugin: that of its file, or of its package without the usual prefix, or of its folder. */
export function instanceName({ packageName, entry, folder, use }: ResolvedPlugin): string {
  const file = isPath(use) && basename(use) === basename(entry) ? basename(entry, extname(entry)) : 'index'
  const known = file === 'index' ? (packageName ?? basename(folder)) : file
  const name = known
    .replace(/^@[^/]*\//, '')
    .replace(/^box-skill-plugin-(?=.)/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  return name === '' ? 'plugin' : name
}
