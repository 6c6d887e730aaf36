import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PluginPermissions } from '../../config/config.ts'

/** The folder of this package, from `dist/pool/process` or from `pool/process`. */
const ownFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../..' : '../../..', import.meta.url),
)

export interface Confinement {
  /** The folder of the plugin, or its only file. */
  readonly root: string
  /** The folder that the process may write to, and begins in. */
  readonly folder?: string
  readonly permissions: PluginPermissions
}

/**
 * The flags that start Node with its permission model. Readable are the plugin, this package, the packages that both can
 * import, and the process's own folder; writable is that folder alone; all else has to be granted by the config.
 */
export function permissionFlags({ root, folder, permissions }: Confinement): readonly string[] {
  const code = [root, ...importable(root), ownFolder, ...importable(ownFolder)]
  const writes = [...(folder === undefined ? [] : [folder]), ...permissions.writePaths]
  return [
    process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission',
    ...paths('--allow-fs-read', [...code, ...permissions.readPaths, ...writes]),
    ...paths('--allow-fs-write', writes),
    ...(permissions.addons ? ['--allow-addons'] : []),
    ...(permissions.childProcesses ? ['--allow-child-process'] : []),
    ...(permissions.workers ? ['--allow-worker'] : []),
  ]
}

/**
 * An asterisk would grant everything that begins like what stands before it. What lies in a folder that is granted is left out,
 * and each path stands once: Node 20.20 fails an assertion over repetitions, and loses grants over what is nested.
 */
function paths(flag: string, granted: readonly string[]): readonly string[] {
  const whole = new Set(granted.map((path) => resolve(path)))
  return [...whole]
    .filter((path) => !path.includes('*') && !foldersAbove(path).some((folder) => whole.has(folder)))
    .map((path) => `${flag}=${path}`)
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path)
  return above === path ? [] : [above, ...foldersAbove(above)]
}

/** Where Node looks for packages from here: each `node_modules` on the way up, what is linked into it, and who owns a folder. */
function importable(from: string): readonly string[] {
  const found: string[] = []
  for (const folder of foldersAbove(from))
    found.push(join(folder, 'package.json'), ...packagesIn(join(folder, 'node_modules')))
  return found.filter((path) => existsSync(path))
}

function packagesIn(modules: string): readonly string[] {
  if (!existsSync(modules)) return []
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : [name],
  )
  const links = names.map((name) => join(modules, name)).filter((path) => lstatSync(path).isSymbolicLink())
  return [modules, ...links.filter((path) => existsSync(path)).map((path) => realpathSync(path))]
}
