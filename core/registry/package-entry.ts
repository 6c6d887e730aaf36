import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { FoundPackage } from './find-package.ts'
import type { PackageJson } from './package-json.ts'

/** What Node.js tries where a package.json names no entry, and what `dev` takes besides. */
const indexNames = ['index.js', 'index.mjs', 'index.cjs']
const typeScriptIndexNames = ['index.mts', 'index.ts']

/**
 * The file to import of a plugin that is a folder: what `exports` says, else `main`, else an index file.
 *
 * @returns Its absolute path, links followed.
 */
export async function entryOf(
  place: FoundPackage & { readonly subpath: string },
  allowTypeScript: boolean,
): Promise<string> {
  const { folder, subpath, packageJson } = place
  if (packageJson?.exports !== undefined) return exportedEntry(packageJson, place, allowTypeScript)
  if (subpath !== '.') return mustBeThere(subpath, folder, packageJson)
  if (packageJson?.main !== undefined && packageJson.main !== '')
    return mainEntry(packageJson.main, folder, packageJson)
  // TypeScript is looked for even where it may not run: the message about that says more than "no plugin here".
  const names = allowTypeScript
    ? [...typeScriptIndexNames, ...indexNames]
    : [...indexNames, ...typeScriptIndexNames]
  for (const name of names) if (await isFile(join(folder, name))) return inside(name, folder, packageJson)
  throw fail('SKR_PLUGIN_NO_ENTRY', { folder })
}

async function exportedEntry(
  packageJson: PackageJson,
  { folder, subpath }: FoundPackage & { readonly subpath: string },
  allowTypeScript: boolean,
): Promise<string> {
  // Sources are for who works on the plugin; an installed package is used as it was published, if it has them or not.
  if (allowTypeScript && !folder.split(sep).includes('node_modules')) {
    const source = exportTarget(packageJson, subpath, sourceConditions)
    if (source !== undefined && (await isFile(join(folder, source))))
      return inside(source, folder, packageJson)
  }
  const target = exportTarget(packageJson, subpath, conditions)
  if (target === undefined) {
    throw fail('SKR_PLUGIN_EXPORTS_NO_ENTRY', { file: packageJson.file, subpath: printable(subpath, 200) })
  }
  return mustBeThere(target, folder, packageJson)
}

const conditions: ReadonlySet<string> = new Set(['node', 'import', 'module-sync', 'default'])
const sourceConditions: ReadonlySet<string> = new Set(['source', ...conditions])

/** The path that `exports` gives for `subpath` (`.` or `./name`); patterns with `*` are not looked at. */
function exportTarget(
  packageJson: PackageJson,
  subpath: string,
  met: ReadonlySet<string>,
): string | undefined {
  const { exports, file } = packageJson
  const target =
    isTree(exports) && Object.keys(exports).some((key) => key.startsWith('.'))
      ? exports[subpath]
      : subpath === '.'
        ? exports
        : undefined
  const path = firstMet(target, met)
  if (path !== undefined && !path.startsWith('./')) {
    throw fail('SKR_PLUGIN_PACKAGE_JSON_INVALID', {
      file,
      reason: `"exports" names "${printable(path, 200)}", which does not begin with "./"`,
    })
  }
  return path
}

/** Conditions are tried in the order in which they are written, as Node.js does; a branch that leads nowhere is left again. */
function firstMet(target: unknown, met: ReadonlySet<string>): string | undefined {
  if (typeof target === 'string') return target
  if (Array.isArray(target)) {
    for (const item of target) {
      const path = firstMet(item, met)
      if (path !== undefined) return path
    }
    return undefined
  }
  if (!isTree(target)) return undefined
  for (const [condition, inner] of Object.entries(target)) {
    const path = met.has(condition) ? firstMet(inner, met) : undefined
    if (path !== undefined) return path
  }
  return undefined
}

/** `main` may be a file, a file without its ending, or a folder with an index file: CommonJS allowed all of them. */
async function mainEntry(main: string, folder: string, packageJson: PackageJson): Promise<string> {
  const candidates = [main, `${main}.js`, `${main}.cjs`, join(main, 'index.js'), join(main, 'index.cjs')]
  for (const candidate of candidates) {
    if (await isFile(join(folder, candidate))) return inside(candidate, folder, packageJson)
  }
  return mustBeThere(main, folder, packageJson)
}

async function mustBeThere(
  entry: string,
  folder: string,
  packageJson: PackageJson | undefined,
): Promise<string> {
  if (await isFile(join(folder, entry))) return inside(entry, folder, packageJson)
  const file = packageJson?.file ?? folder
  throw isOutside(folder, join(folder, entry))
    ? fail('SKR_PLUGIN_ENTRY_OUTSIDE', { file, entry: printable(entry, 200), folder })
    : fail('SKR_PLUGIN_NOT_BUILT', { file, entry: printable(entry, 200), folder })
}

/** The real path of an entry that is there; refused where a `..` or a link leads it out of its folder. */
async function inside(entry: string, folder: string, packageJson: PackageJson | undefined): Promise<string> {
  const path = await realpath(join(folder, entry))
  if (!isOutside(folder, path)) return path
  throw fail('SKR_PLUGIN_ENTRY_OUTSIDE', {
    file: packageJson?.file ?? folder,
    entry: printable(entry, 200),
    folder,
  })
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '..' || way.startsWith(`..${sep}`)
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
