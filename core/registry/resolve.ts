import type { Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../errors/did-you-mean.ts'
import { fail, messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { type FoundPackage, findPackage, installedPlugins } from './find-package.ts'
import { entryOf } from './package-entry.ts'
import { findPackageJson, type PackageJson, readPackageJson } from './package-json.ts'

/** Where the code of a configured plugin stands. */
export interface ResolvedPlugin {
  /** As the config names it. */
  readonly use: string
  /** Absolute path of the file to import. */
  readonly entry: string
  /** From the package.json that belongs to the plugin, where there is one and it says so. */
  readonly packageName?: string
  readonly packageVersion?: string
  /** The folder of the plugin; for a single file, the folder it stands in. */
  readonly folder: string
  /** All that is the plugin's own: its folder, or the single file. */
  readonly root: string
}

export interface ResolveOptions {
  /** Whether an entry may be TypeScript, and the condition `source` of a package's exports counts; for `dev` and tests. */
  readonly allowTypeScript: boolean
  /** Where packages are looked for after the config's own folder. Default: the working directory. */
  readonly cwd?: string
}

/**
 * Finds the file of a plugin without running anything of it.
 *
 * @param use A path (`./…`, `../…`, absolute or a `file:` URL) to a folder or file, or an npm package, with a subpath of
 *   its exports if need be.
 * @param from Folder of the config file.
 * @throws `SKR_PLUGIN_USE_INVALID`, `…_NOT_FOUND`, `…_PATH_NOT_FOUND`, `…_PATH_NOT_READABLE`, `…_NO_ENTRY`,
 *   `…_EXPORTS_NO_ENTRY`, `…_NOT_BUILT`, `…_ENTRY_OUTSIDE`, `…_ENTRY_TYPESCRIPT`, `…_TYPESCRIPT_NOT_MODULE`,
 *   `…_ENTRY_KIND` or `…_PACKAGE_JSON_INVALID`.
 */
export async function resolvePlugin(
  use: string,
  from: string,
  options: ResolveOptions,
): Promise<ResolvedPlugin> {
  const found = isPath(use) ? await atPath(pathOf(use, from), options) : await inPackages(use, from, options)
  await checkKind(use, found, options.allowTypeScript)
  const { name, version } = found.packageJson ?? {}
  return {
    use,
    entry: found.entry,
    folder: found.folder,
    root: found.root,
    ...(name === undefined ? {} : { packageName: name }),
    ...(version === undefined ? {} : { packageVersion: version }),
  }
}

interface FoundEntry extends Pick<ResolvedPlugin, 'entry' | 'folder' | 'root'> {
  readonly packageJson: PackageJson | undefined
}

function isPath(use: string): boolean {
  return /^(\.\.?([/\\]|$)|file:)/.test(use) || isAbsolute(use)
}

function pathOf(use: string, from: string): string {
  if (!use.startsWith('file:')) return resolve(from, use)
  try {
    return fileURLToPath(use)
  } catch (cause) {
    throw fail('SKR_PLUGIN_USE_INVALID', { use: printable(use, 200) }, { cause })
  }
}

async function atPath(path: string, options: ResolveOptions): Promise<FoundEntry> {
  const stats = await statOf(path)
  if (!stats.isDirectory()) {
    const packageJson = await findPackageJson(dirname(path))
    return { entry: path, folder: dirname(path), root: path, packageJson }
  }
  const folder = await realpath(path)
  return inFolder({ folder, subpath: '.', packageJson: await readPackageJson(folder) }, options)
}

async function inPackages(use: string, from: string, options: ResolveOptions): Promise<FoundEntry> {
  const [, name, rest = ''] =
    /^((?:@[a-z0-9-~][a-z0-9._~-]*\/)?[a-z0-9-~][a-z0-9._~-]*)(\/.+)?$/i.exec(use) ?? []
  if (name === undefined || isBuiltin(use)) throw fail('SKR_PLUGIN_USE_INVALID', { use: printable(use, 200) })
  const roots = [from, options.cwd ?? process.cwd()]
  const found: FoundPackage | undefined = await findPackage(name, roots)
  if (found !== undefined) return inFolder({ ...found, subpath: `.${rest}` }, options)
  const hint = (await isThere(resolve(from, use)))
    ? ` (did you mean "./${use}"?)`
    : await installedHint(name, roots)
  throw fail('SKR_PLUGIN_NOT_FOUND', { use, hint, folder: from })
}

/** An installed plugin with a name like this, or whose name this is without the usual prefix. */
async function installedHint(name: string, roots: readonly string[]): Promise<string> {
  const installed = await installedPlugins(roots)
  const short = installed.find((full) => full.replace(/^(@[^/]+\/)?box-skill-plugin-/, '') === name)
  return short === undefined ? didYouMean(name, installed) : ` (did you mean "${short}"?)`
}

async function inFolder(
  place: FoundPackage & { subpath: string },
  options: ResolveOptions,
): Promise<FoundEntry> {
  const entry = await entryOf(place, options.allowTypeScript)
  return { entry, folder: place.folder, root: place.folder, packageJson: place.packageJson }
}

/** Refuses what is no module, and TypeScript where it cannot be loaded. */
async function checkKind(use: string, found: FoundEntry, allowTypeScript: boolean): Promise<void> {
  const file = found.entry
  const kind = extname(file)
  if (['.js', '.mjs', '.cjs'].includes(kind)) return
  if (kind !== '.ts' && kind !== '.mts') throw fail('SKR_PLUGIN_ENTRY_KIND', { use, file })
  if (!allowTypeScript) throw fail('SKR_PLUGIN_ENTRY_TYPESCRIPT', { use, file, folder: found.folder })
  if (kind === '.mts') return
  const packageJson = await findPackageJson(dirname(file))
  if (packageJson?.type !== 'module') throw fail('SKR_PLUGIN_TYPESCRIPT_NOT_MODULE', { file })
}

async function statOf(path: string): Promise<Stats> {
  try {
    return await stat(path)
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw fail('SKR_PLUGIN_PATH_NOT_FOUND', { path, hint: await siblingHint(path) }, { cause })
    }
    throw fail('SKR_PLUGIN_PATH_NOT_READABLE', { path, reason: code ?? messageOf(cause) }, { cause })
  }
}

/** A file or folder beside the missing one that has nearly its name. */
async function siblingHint(path: string): Promise<string> {
  const siblings = await readdir(dirname(path)).catch(() => [])
  return didYouMean(basename(path), siblings)
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
