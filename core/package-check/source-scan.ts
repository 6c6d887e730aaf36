import { readFile, stat } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { type Source, sourceOf } from '../config/source.ts'
import type { SourcePosition } from '../errors/error.ts'
import { shownPath } from './manifest.ts'
import { withoutComments } from './without-comments.ts'

/** Where a name stands in the sources. */
export interface Mention {
  readonly name: string
  readonly position: SourcePosition
}

/** What the sources of a plugin say, as far as it can be told without running them. */
export interface SourceScan {
  /** Absolute paths of the files of its own that it loads or reads, the entry first. */
  readonly files: readonly string[]
  /** Packages that it imports. */
  readonly packages: readonly (Mention & { readonly whileLoading: boolean })[]
  /** Environment variables that it reads. */
  readonly variables: readonly Mention[]
  /** Files of its own that built code imports and that Node will not load: they are not there, or TypeScript. */
  readonly unloadable: readonly Mention[]
}

/** More than this is no plugin that a person wrote; what is beyond is not looked at. */
const maxFiles = 1000
const maxFileBytes = 4_000_000

/**
 * Reads the entry of a plugin and the files of its own that this one imports. It knows imports and `process.env` by how they
 * are usually written, not by parsing: what is built from a computed text stays unseen.
 *
 * @param entry Absolute path.
 * @param folder Absolute; files outside of it are left alone.
 */
export async function scanSources(entry: string, folder: string): Promise<SourceScan> {
  const files = new Set([entry])
  const packages: SourceScan['packages'][number][] = []
  const variables: Mention[] = []
  const unloadable: Mention[] = []
  for (const file of files) {
    if (!/\.[cm]?[jt]s$/.test(file)) continue
    const text = await readText(file)
    const code = withoutComments(text)
    const source = sourceOf(shownPath(file), text)
    variables.push(...variablesIn(code, source))
    for (const { target, offset, whileLoading, isImport } of referencesIn(code)) {
      if (target.startsWith('.')) {
        const found = await findFile(resolve(dirname(file), target))
        if (isImport && /\.[cm]?js$/.test(file) && (found === undefined || /\.[cm]?ts$/.test(found)))
          unloadable.push({ name: target, position: source.positionAt(offset) })
        const inside = found !== undefined && !/^\.\.([/\\]|$)|node_modules/.test(relative(folder, found))
        if (inside && files.size < maxFiles) files.add(found)
      } else if (/^[@a-z]/i.test(target) && !target.includes(':')) {
        const name = /^(@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? target
        packages.push({ name, position: source.positionAt(offset), whileLoading })
      }
    }
  }
  return {
    files: [...files],
    packages: firstOfEach(packages),
    variables: firstOfEach(variables),
    unloadable: firstOfEach(unloadable),
  }
}

interface Reference {
  readonly target: string
  readonly offset: number
  readonly whileLoading: boolean
  /** Whether the target is code, and not just a file that is read. */
  readonly isImport: boolean
}

function referencesIn(code: string): readonly Reference[] {
  const find = (pattern: RegExp, whileLoading: (match: RegExpMatchArray) => boolean, isImport = true) =>
    [...code.matchAll(pattern)].map((match) => ({
      target: match.at(-1) ?? '',
      offset: (match.index ?? 0) + match[0].search(/\S/),
      whileLoading: whileLoading(match),
      isImport,
    }))
  return [
    // import a from 'b', import 'b', export { a } from 'b'; types alone leave no trace in what runs.
    ...find(
      /(?:^|[;}\n])[ \t]*(?:import|export)\b(?!\s+type\b)\s*(?:[\w*{$][^'"`;]{0,2000}?\bfrom\s*)?['"]([^'"\n]+)['"]/g,
      () => true,
    ),
    ...find(/\bimport\s*\(\s*['"]([^'"\n]+)['"]/g, () => false),
    // CommonJS: what is indented is within a function.
    ...find(/^([ \t]*)(?![ \t]).*?\brequire\s*\(\s*['"]([^'"\n]+)['"]\s*\)/gm, ([, indent]) => indent === ''),
    ...find(/\bnew URL\(\s*['"](\.[^'"\n]+)['"]\s*,\s*import\.meta\.url\b/g, () => false, false),
  ]
}

function variablesIn(code: string, source: Source): readonly Mention[] {
  const fromProcess = [...code.matchAll(/import\s*\{([^{}]*)\}\s*from\s*['"](?:node:)?process['"]/g)]
  const env = fromProcess.some(([, names = '']) => /\benv\b/.test(names))
    ? '(?:process\\s*\\??\\.\\s*env|\\benv)'
    : 'process\\s*\\??\\.\\s*env'
  const direct = code.matchAll(
    new RegExp(
      `(?<![.\\w])${env}\\s*(?:\\??\\.\\s*([A-Za-z_]\\w*)|(?:\\?\\.)?\\[\\s*['"]([^'"\\n]+)['"]\\s*\\])`,
      'g',
    ),
  )
  const unpacked = code.matchAll(new RegExp(`\\{([^{}]*)\\}\\s*=\\s*${env}\\b(?!\\s*[.[])`, 'g'))
  return [
    ...[...direct].map(({ 1: dotted, 2: quoted, index }) => ({ name: dotted ?? quoted ?? '', index })),
    ...[...unpacked].flatMap(({ 1: names = '', index }) =>
      [...names.matchAll(/(?:^|,)\s*([A-Za-z_]\w*)/g)].map(([, name = '']) => ({ name, index })),
    ),
  ].map(({ name, index }) => ({ name, position: source.positionAt(index) }))
}

/** The file that an import means: as it is written, or its source, or the endings that CommonJS leaves out. */
async function findFile(path: string): Promise<string | undefined> {
  const candidates = [
    path,
    path.replace(/\.([cm]?)js$/, '.$1ts'),
    ...['.js', '.cjs', '.json', '.ts', '/index.js', '/index.cjs', '/index.ts'].map((end) => path + end),
  ]
  for (const candidate of candidates) if ((await sizeOf(candidate)) !== undefined) return candidate
  return undefined
}

async function readText(file: string): Promise<string> {
  const size = await sizeOf(file)
  return size === undefined || size > maxFileBytes ? '' : readFile(file, 'utf8')
}

/** Undefined where it is no file. */
async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    (stats) => (stats.isFile() ? stats.size : undefined),
    () => undefined,
  )
}

function firstOfEach<T extends Mention & { readonly whileLoading?: boolean }>(all: readonly T[]): T[] {
  const byName = new Map<string, T>()
  for (const one of all) {
    const known = byName.get(one.name)
    if (known === undefined || (one.whileLoading === true && known.whileLoading === false))
      byName.set(one.name, one)
  }
  return [...byName.values()]
}
