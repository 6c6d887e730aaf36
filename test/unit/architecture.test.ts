import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const core = join(root, 'core')

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && !/(^|\/)(dist|node_modules|fixtures)\//.test(name))
    .map((name) => join(folder, name))
}

interface Import {
  readonly of: string
  readonly typeOnly: boolean
}

/** Imports of own files, as paths relative to `core/`, and of packages by name. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm,
  )
  return [...found].map(([, type, from, dynamic, bare]) => {
    const name = (from ?? dynamic ?? bare) as string
    return {
      of: name.startsWith('.') ? relative(core, resolve(dirname(file), name)) : name,
      typeOnly: type !== undefined,
    }
  })
}

const graph = new Map(sources(core).map((file) => [relative(core, file), importsOf(file)]))
const own = (name: string) => graph.has(name)

/** Everything that `file` loads when it runs. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const { of, typeOnly } of graph.get(file) ?? []) {
    if (typeOnly || seen.has(of)) continue
    seen.add(of)
    loadedBy(of, seen)
  }
  return seen
}

/** What of core may run in a browser. */
const browserPart = /^(console\/((cards|page|preview|look)\/|view\.ts)|cards\/card\.ts)/

test.each([
  ['errors/', /^(errors\/|invocation\/run-result\.ts$)/],
  ['invocation/', /^(invocation\/|cards\/card\.ts$)/],
  ['plugin.ts', /^(plugin-(options|place)\.ts|cards\/(build|card)\.ts)$/],
  ['plugin-place.ts', /^$/],
  ['routing/', /^(routing\/|plugin\.ts|config\/config\.ts|errors\/|invocation\/)/],
  ['cards/', /^(cards\/|plugin\.ts|config\/config\.ts|errors\/|invocation\/)/],
  ['box/', /^(box\/|cards\/card\.ts|plugin\.ts|errors\/|invocation\/)/],
  ['queue/', /^(queue\/|errors\/|invocation\/|pool\/boot-worker\.ts)/],
  ['intake/', /^(intake\/|config\/config\.ts|errors\/|invocation\/|observe\/|queue\/queue\.ts)/],
  [
    'testing/',
    /^(testing\/|cards\/|config\/|errors\/|invocation\/|plugin(-place)?\.ts|pool\/|registry\/|routing\/)/,
  ],
  [
    'console/',
    /^(console\/|cards\/card\.ts|errors\/|invocation\/|observe\/|processing\/workbench\.ts|queue\/queue\.ts|sandbox\/)/,
  ],
  // What runs in a browser.
  ['console/cards/', browserPart],
  ['console/page/', browserPart],
  ['console/preview/', browserPart],
  ['scaffold/', /^(scaffold\/|errors\/)/],
  [
    'package-check/',
    /^(package-check\/|config\/|errors\/|registry\/|routing\/kinds\.ts|cards\/size-words\.ts|plugin-options\.ts)/,
  ],
])('%s imports nothing but what it may', (part, allowed) => {
  const wrong = [...graph]
    .filter(([file]) => file.startsWith(part))
    .flatMap(([file, imports]) =>
      imports.filter(({ of }) => own(of) && !allowed.test(of)).map(({ of }) => `${file} -> ${of}`),
    )
  expect(wrong).toEqual([])
})

test('a worker thread loads nothing of the main thread, and above all not the SDK', () => {
  const loaded = [...loadedBy('pool/worker.ts')]
  expect(loaded).toContain('pool/task-runner.ts')
  expect(
    loaded.filter((of) =>
      /^(queue|processing|intake|sandbox|config|observe|cli|routing)\/|^runner\.ts$|^box\/(client|writer|network-client)|^box-node-sdk|^fastify|^ajv/.test(
        of,
      ),
    ),
  ).toEqual([])
})

test('what a plugin imports loads next to nothing', () => {
  expect([...loadedBy('plugin.ts')].filter((of) => !own(of))).toEqual([])
})

test('nothing but runner.ts and the commands knows the whole', () => {
  const knowing = [...graph]
    .filter(([, imports]) => imports.some(({ of }) => of === 'runner.ts'))
    .map(([file]) => file)
  expect(knowing.filter((file) => !file.startsWith('cli/') && file !== 'index.ts')).toEqual([])
})

test('plugins import the package by its name, as a stranger does', () => {
  const wrong = sources(join(root, 'plugins'))
    .filter((file) => !file.includes('/test/'))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ of }) => of.startsWith('../core') || /^box-skill-runner(?!\/plugin$)/.test(of))
        .map(({ of }) => `${file} -> ${of}`),
    )
  expect(wrong).toEqual([])
})

test('no source file is longer than 300 lines', () => {
  const long = [...sources(core), ...sources(join(root, 'plugins'))].filter(
    (file) => readFileSync(file, 'utf8').split('\n').length > 301,
  )
  expect(long).toEqual([])
})

test('no file imports itself by way of others', () => {
  const circles = [...graph.keys()].filter((file) => loadedBy(file).has(file))
  expect(circles).toEqual([])
})
