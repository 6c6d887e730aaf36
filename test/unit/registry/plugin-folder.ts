import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A folder of its own for one test, in which `box-skill-runner` is installed as it would be for a stranger. */
export interface PluginFolder {
  readonly path: string
  /** Writes files by their paths in the folder; returns the absolute path of the first. */
  write(files: Readonly<Record<string, string>>): Promise<string>
  remove(): Promise<void>
}

export async function makePluginFolder(): Promise<PluginFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'skr-plugins-')))
  await mkdir(join(path, 'node_modules'))
  await symlink(
    fileURLToPath(new URL('../../../core', import.meta.url)),
    join(path, 'node_modules/box-skill-runner'),
  )
  return {
    path,
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(path, name)), { recursive: true })
        await writeFile(join(path, name), text)
      }
      return join(path, Object.keys(files)[0] ?? '')
    },
    remove: () => rm(path, { recursive: true }),
  }
}

/**
 * Source of a module that exports what `definePlugin` would return for a sound plugin, but for what `overrides` says
 * (source text of properties).
 */
export function pluginSource(overrides = ''): string {
  return `export default { apiVersion: 1, name: 'sound', version: '1.0.0', extensions: ['txt'], run: () => [], ${overrides} }\n`
}
