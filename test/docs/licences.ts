import { readFileSync } from 'node:fs'

/** One package that comes along with an installation. */
export interface Dependency {
  readonly name: string
  readonly version: string
  /** SPDX expression, as its publisher states it. */
  readonly licence: string
  /** Whether npm runs a script of it at installation. */
  readonly hasInstallScript: boolean
  /** Our packages that bring it along. */
  readonly of: readonly string[]
}

interface LockEntry {
  readonly version?: string
  readonly license?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

type Packages = Readonly<Record<string, LockEntry>>

/**
 * What is installed with the packages of this repository, those for other systems included: found by walking the lock file
 * from each of them, as npm resolves, without what is for development.
 */
export function productionDependencies(root: string): readonly Dependency[] {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as { packages: Packages }
  const ours = Object.keys(packages).filter((path) => /^(core|plugins\/[^/]+)$/.test(path))
  const of = new Map<string, Set<string>>()
  for (const folder of ours)
    for (const path of reachable(packages, folder)) of.set(path, (of.get(path) ?? new Set()).add(folder))
  const found = [...of].map(([path, folders]): Dependency => {
    const { version = '', license = 'none stated', hasInstallScript = false } = packages[path] ?? {}
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const licence = readByHand[name] ?? license
    return { name, version, licence, hasInstallScript, of: [...folders].toSorted() }
  })
  return merged(found).toSorted((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

/** The paths of all that `folder` needs. Our own packages count as their own start. */
function reachable(packages: Packages, folder: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const todo = [folder]
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    const {
      dependencies,
      optionalDependencies,
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = packages[path] ?? {}
    const peers = Object.keys(peerDependencies).filter(
      (name) => peerDependenciesMeta[name]?.optional !== true,
    )
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
      const found = resolve(packages, path, name)
      if (found === undefined || seen.has(found) || packages[found]?.link) continue
      seen.add(found)
      todo.push(found)
    }
  }
  return seen
}

/** As Node looks for it: beside the package, and then further and further out. */
function resolve(packages: Packages, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = outer(folder)) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[path] !== undefined) return path
    if (folder === '') return undefined
  }
}

function outer(folder: string): string {
  const at = folder.lastIndexOf('/node_modules/')
  return at === -1 ? '' : folder.slice(0, at)
}

/** The same version in two places of the tree is one. */
function merged(found: readonly Dependency[]): readonly Dependency[] {
  const byName = new Map<string, Dependency>()
  for (const one of found) {
    const key = `${one.name}@${one.version}`
    const other = byName.get(key)
    byName.set(key, other ? { ...one, of: [...new Set([...one.of, ...other.of])].toSorted() } : one)
  }
  return [...byName.values()]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Licences that allow what the MIT licence of this project allows, and the one whose files stay files of their own. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
])

/**
 * What states no SPDX expression, and was read. 7z-wasm: the GNU LGPL, 2.1 or later, for a library that stands in files of its own;
 * and for its decoder of RAR the condition that no archiver of that format is made of it.
 */
const readByHand: Readonly<Record<string, string>> = {
  '7z-wasm': 'LGPL-2.1-or-later with the unRAR restriction',
}

/** Whether an SPDX expression can be kept: all parts of an AND, one part of an OR. What cannot be read cannot be kept. */
export function isAllowed(licence: string): boolean {
  if (Object.values(readByHand).includes(licence)) return true
  const text = licence.trim().replace(/^\(([^()]*)\)$/, '$1')
  if (text.includes('(')) return false
  if (text.includes(' OR ')) return text.split(' OR ').some(isAllowed)
  return text.split(' AND ').every((part) => allowed.has(part.trim()))
}

/** The page `docs/licences.md`. */
export function licencesPage(dependencies: readonly Dependency[]): string {
  const counts = new Map<string, number>()
  for (const { licence } of dependencies) counts.set(licence, (counts.get(licence) ?? 0) + 1)
  const summary = [...counts].toSorted(([a, m], [b, n]) => n - m || compare(a, b))
  const inCore = dependencies.filter(({ of }) => of.includes('core'))
  const inPlugins = dependencies.filter(({ of }) => !of.includes('core'))
  return `# Licences

<!-- Written by npm run generate:licences. -->

The Skill Runner and its plugins stand under the MIT licence. This is what is installed with them, as its publishers state it in
\`package-lock.json\`; packages for other systems and processors are listed, too, of which an installation takes one.

| licence | packages |
| --- | --- |
${summary.map(([licence, count]) => `| ${licence} | ${count} |`).join('\n')}

LGPL: libvips, which sharp loads, and 7-Zip, which the plugin \`archive\` loads. Both are libraries in files of their own that can be
replaced by another build. Neither they nor anything else is copied into our packages.

## With \`box-skill-runner\`

${table(inCore, false)}

## With plugins

${table(inPlugins, true)}
`
}

function table(dependencies: readonly Dependency[], withPlugins: boolean): string {
  const head = withPlugins
    ? '| package | version | licence | of |\n| --- | --- | --- | --- |'
    : '| package | version | licence |\n| --- | --- | --- |'
  const rows = dependencies.map(({ name, version, licence, of }) =>
    [
      `| ${name}`,
      version,
      licence,
      ...(withPlugins ? [of.map((folder) => folder.replace('plugins/', '')).join(', ')] : []),
    ].join(' | '),
  )
  return [head, ...rows.map((row) => `${row} |`)].join('\n')
}
