import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkPackage } from '../../../core/package-check/check-package.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from '../registry/plugin-folder.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

const check = (use: string, limits = { timeoutMs: 30_000, memoryMb: 256 }) =>
  checkPackage({ use, folder: folder.path, runnerVersion: '0.1.0', limits })
const codes = (all: readonly { readonly code: string }[]) => all.map(({ code }) => code)

const manifest = {
  name: 'box-skill-plugin-sound',
  version: '1.0.0',
  keywords: ['box-skill-plugin'],
  license: 'MIT',
  type: 'module',
  engines: { node: '>=20.19' },
  files: ['dist'],
  exports: { source: './index.mts', default: './dist/index.js' },
  peerDependencies: { 'box-skill-runner': '^0.1.0' },
}
const good = {
  'words/package.json': JSON.stringify(manifest),
  'words/README.md': '# Words',
  'words/index.mts': pluginSource(),
  'words/dist/index.js': pluginSource(),
}

async function built(changes: Readonly<Record<string, string>> = {}): Promise<void> {
  await folder.write({ ...good, ...changes })
  const later = new Date(Date.now() + 60_000)
  await utimes(join(folder.path, 'words/dist/index.js'), later, later)
}

test('a good package has neither problems nor warnings, and is told about', async () => {
  await built()

  const report = await check('./words')

  expect(report).toMatchObject({
    problems: [],
    warnings: [],
    description: { name: 'sound', extensions: ['txt'] },
    entry: join(folder.path, 'words/dist/index.js'),
    tarball: { files: expect.arrayContaining([expect.objectContaining({ path: 'dist/index.js' })]) },
  })
})

test('what is not built is a problem, and the source is checked all the same', async () => {
  await folder.write({
    ...good,
    'words/index.mts': pluginSource('extensions: ["qqqqq"]'),
    'words/dist/index.js': '',
  })
  await folder.write({
    'words/package.json': JSON.stringify({
      ...manifest,
      exports: { source: './index.mts', types: './dist/index.d.ts', default: './dist/main.js' },
    }),
  })

  const { problems, warnings, entry } = await check('./words')

  expect(codes(problems)).toEqual(['SKR_PLUGIN_NOT_BUILT'])
  expect(codes(warnings)).toEqual(['SKR_PACKAGE_EXTENSION_UNKNOWN'])
  expect(entry).toBe(join(folder.path, 'words/index.mts'))
})

test('a build that is older than its source is a warning', async () => {
  await built()
  const latest = new Date(Date.now() + 120_000)
  await utimes(join(folder.path, 'words/index.mts'), latest, latest)

  const { warnings } = await check('./words')

  expect(warnings).toMatchObject([
    { code: 'SKR_PACKAGE_BUILD_STALE', message: expect.stringContaining('index.mts') },
  ])
})

test('what is wrong in the definition, the sources and the package is told at once', async () => {
  await built({
    'words/dist/index.js': [
      "import { twice } from '../twice.js'",
      'const key = process.env.API_KEY',
      pluginSource('extensions: ["ts"]'),
    ].join('\n'),
    'words/twice.js': 'export const twice = 2',
  })

  const { problems, warnings } = await check('./words')

  expect(codes(problems)).toEqual(['SKR_PACKAGE_FILE_NOT_PACKED'])
  expect(codes(warnings)).toEqual(['SKR_PACKAGE_EXTENSION_TWOFOLD', 'SKR_PACKAGE_SECRET_UNDECLARED'])
})

test('a package is told to be slow', async () => {
  await built({
    'words/dist/index.js': `await new Promise((resolve) => setTimeout(resolve, 350))\n${pluginSource()}`,
  })

  expect(codes((await check('./words')).warnings)).toEqual(['SKR_PACKAGE_LOAD_SLOW'])
})

test('a folder without a package.json works, but cannot be published', async () => {
  await folder.write({ 'bare/index.mjs': pluginSource() })

  const { problems, warnings } = await check('./bare')

  expect(problems).toEqual([])
  expect(codes(warnings)).toEqual(['SKR_PACKAGE_NO_MANIFEST'])
})

test('where npm does not say what it would publish, the rest is told', async () => {
  await built({ 'words/package.json': JSON.stringify({ ...manifest, version: undefined }) })

  const { problems, warnings, tarball } = await check('./words')

  expect(codes(problems)).toEqual(['SKR_PACKAGE_VERSION_INVALID'])
  expect(codes(warnings)).toEqual(['SKR_PACKAGE_PACK_FAILED'])
  expect(tarball).toBeUndefined()
})

test('an installed package is checked as it was published', async () => {
  await folder.write({
    'node_modules/box-skill-plugin-sound/package.json': good['words/package.json'],
    'node_modules/box-skill-plugin-sound/dist/index.js': good['words/dist/index.js'],
  })

  expect(await check('box-skill-plugin-sound')).toMatchObject({
    problems: [],
    warnings: [],
    tarball: undefined,
  })
})

test('of a single file only the definition is checked, and it may be TypeScript', async () => {
  await folder.write({ 'words.mts': pluginSource() })

  expect(await check('./words.mts')).toMatchObject({ problems: [], warnings: [], tarball: undefined })
})

test.each([
  ['./nowhere', 'SKR_PLUGIN_PATH_NOT_FOUND'],
  ['nowhere', 'SKR_PLUGIN_NOT_FOUND'],
  ['./empty', 'SKR_PLUGIN_NO_ENTRY'],
  ['./broken', 'SKR_PLUGIN_PACKAGE_JSON_INVALID'],
])('%s is refused with %s', async (use, code) => {
  await folder.write({ 'empty/notes.txt': '', 'broken/package.json': '{' })

  expect(await check(use)).toMatchObject({ problems: [{ code }], description: undefined, entry: undefined })
})
