import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type PackageJson, readPackageJson } from './package-json.ts'

/** An installed package. */
export interface FoundPackage {
  /** Its folder, with links followed: npm workspaces stand in node_modules as links. */
  readonly folder: string
  readonly packageJson: PackageJson | undefined
}

/** Looks for an installed package as Node.js does: in `node_modules` from each root upwards; the first root wins. */
export async function findPackage(name: string, roots: readonly string[]): Promise<FoundPackage | undefined> {
  for (const modules of roots.flatMap(moduleFolders)) {
    const folder = join(modules, name)
    if (await isFolder(folder)) {
      const real = await realpath(folder)
      return { folder: real, packageJson: await readPackageJson(real) }
    }
  }
  return undefined
}

/** Names of the installed packages that call themselves plugins: `box-skill-plugin-…`, with or without a scope. */
export async function installedPlugins(roots: readonly string[]): Promise<readonly string[]> {
  const names = new Set<string>()
  for (const modules of roots.flatMap(moduleFolders)) {
    for (const name of await namesIn(modules)) {
      if (name.startsWith('box-skill-plugin-')) names.add(name)
      if (!name.startsWith('@')) continue
      for (const inner of await namesIn(join(modules, name))) {
        if (inner.startsWith('box-skill-plugin-')) names.add(`${name}/${inner}`)
      }
    }
  }
  return [...names]
}

function moduleFolders(folder: string): readonly string[] {
  const parent = dirname(folder)
  const above = parent === folder ? [] : moduleFolders(parent)
  return basename(folder) === 'node_modules' ? above : [join(folder, 'node_modules'), ...above]
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}

/** Empty where the folder is not there, which most of the folders on the way up are not. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}
