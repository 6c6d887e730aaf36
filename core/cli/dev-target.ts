import { readFile, stat } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'

/** A plugin that was named on the command line in place of a config. */
export interface PluginTarget {
  /** Absolute path to hand to the registry: the folder, or the file to load. */
  readonly use: string
  /** Absolute; the folder of its sources. */
  readonly folder: string
  /** Absolute; its files to try it with, where none are named. */
  readonly files: string
}

const moduleKinds: ReadonlySet<string> = new Set(['.ts', '.mts', '.js', '.mjs', '.cjs'])
/** Sources that are taken before what `package.json` names, which is built from them. */
const sourceNames = ['index.ts', 'index.mts', join('src', 'index.ts'), join('src', 'index.mts')]
const indexNames = ['index.ts', 'index.mts', 'index.js', 'index.mjs', 'index.cjs']
/** Folders of files to try a plugin with; the first that is there, else the last, which is made. */
const filesNames = ['fixtures', join('test', 'fixtures'), 'inbox']

/**
 * What `given` is, if it is a plugin: a file of JavaScript or TypeScript, or a folder whose `package.json` says so (keyword
 * `box-skill-plugin`, a name of that kind, or `box-skill-runner` as a peer), or whose index file calls `definePlugin`.
 * Nothing of it is run. Undefined for anything else, such as a folder of files.
 */
export async function findPluginTarget(given: string): Promise<PluginTarget | undefined> {
  const path = resolve(given)
  if (moduleKinds.has(extname(path)) && (await isFile(path)))
    return { use: path, folder: dirname(path), files: await filesBeside(dirname(path)) }
  const packageJson = await packageOf(path)
  if (!saysPlugin(packageJson) && !(await definesPlugin(path))) return undefined
  return { use: await sourceOf(path, packageJson), folder: path, files: await filesBeside(path) }
}

interface Manifest {
  readonly name?: unknown
  readonly keywords?: unknown
  readonly peerDependencies?: unknown
  readonly exports?: unknown
}

/** Undefined where there is none, or none that can be read: the registry explains that better. */
async function packageOf(folder: string): Promise<Manifest | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function saysPlugin({ name, keywords, peerDependencies }: Manifest = {}): boolean {
  if (Array.isArray(keywords) && keywords.includes('box-skill-plugin')) return true
  if (typeof name === 'string' && /^(@[^/]+\/)?box-skill-plugin-/.test(name)) return true
  return (
    typeof peerDependencies === 'object' &&
    peerDependencies !== null &&
    Object.hasOwn(peerDependencies, 'box-skill-runner')
  )
}

async function definesPlugin(folder: string): Promise<boolean> {
  for (const name of indexNames) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '')
    if (text.includes('definePlugin')) return true
  }
  return false
}

/** The folder itself where its exports lead to the source, else the source that can be seen, else the folder. */
async function sourceOf(folder: string, packageJson: Manifest | undefined): Promise<string> {
  if (JSON.stringify(packageJson?.exports ?? '').includes('"source"')) return folder
  for (const name of sourceNames) if (await isFile(join(folder, name))) return join(folder, name)
  return folder
}

async function filesBeside(folder: string): Promise<string> {
  for (const name of filesNames) if (await isFolder(join(folder, name))) return join(folder, name)
  return join(folder, 'inbox')
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}
