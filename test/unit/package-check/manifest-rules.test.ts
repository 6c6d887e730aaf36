import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ErrorCode } from '../../../core/errors/registry.ts'
import { type Manifest, readManifest } from '../../../core/package-check/manifest.ts'
import { checkManifest, typesOf } from '../../../core/package-check/manifest-rules.ts'

const good = {
  name: 'box-skill-plugin-words',
  version: '1.2.3',
  keywords: ['box-skill-plugin'],
  license: 'MIT',
  type: 'module',
  engines: { node: '>=20.19' },
  files: ['dist'],
  exports: { '.': { source: './index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
  peerDependencies: { 'box-skill-runner': '^0.1.0' },
}
const facts = { runnerVersion: '0.1.0', plugin: { name: 'words', version: '1.2.3' }, entry: 'dist/index.js' }

/** The manifest of a real file, with some keys changed or (with undefined) taken out. */
async function manifestOf(changes: Readonly<Record<string, unknown>>): Promise<Manifest> {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'))
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ ...good, ...changes }, undefined, 2))
    return (await readManifest(folder)) as Manifest
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function check(changes: Readonly<Record<string, unknown>>) {
  const { problems, warnings } = checkManifest(await manifestOf(changes), facts)
  return {
    problems: problems.map(({ code }) => code),
    warnings: warnings.map(({ code }) => code),
    first: problems[0] ?? warnings[0],
  }
}

test('a good one has neither problems nor warnings', async () => {
  expect(await check({})).toMatchObject({ problems: [], warnings: [] })
})

test.each<[string, Record<string, unknown>, ErrorCode, string]>([
  ['without a name', { name: undefined }, 'SKR_PACKAGE_NAME_INVALID', '"box-skill-plugin-words"'],
  ['with capitals in its name', { name: 'Words' }, 'SKR_PACKAGE_NAME_INVALID', 'box-skill-plugin-words'],
  ['with an endless name', { name: 'w'.repeat(215) }, 'SKR_PACKAGE_NAME_INVALID', 'box-skill-plugin-words'],
  ['with half a version', { version: '1.2' }, 'SKR_PACKAGE_VERSION_INVALID', '1.0.0'],
  ['without a version', { version: undefined }, 'SKR_PACKAGE_VERSION_INVALID', '1.0.0'],
  [
    'that wants no runner',
    { peerDependencies: { react: '*' } },
    'SKR_PACKAGE_PEER_MISSING',
    '"box-skill-runner": "^0.1.0"',
  ],
  [
    'that brings its own runner',
    { peerDependencies: undefined, dependencies: { 'box-skill-runner': '^0.1.0' } },
    'SKR_PACKAGE_RUNNER_BUNDLED',
    'peerDependencies',
  ],
])('a package %s has a problem', async (_what, changes, code, fix) => {
  const { problems, first } = await check(changes)

  expect(problems).toEqual([code])
  expect(first?.fix).toContain(fix)
})

test.each<[string, Record<string, unknown>, ErrorCode, string]>([
  ['with another name', { name: 'words' }, 'SKR_PACKAGE_NAME_PREFIX', 'box-skill-plugin-words'],
  ['with a scope', { name: '@acme/words' }, 'SKR_PACKAGE_NAME_PREFIX', '@acme/box-skill-plugin-words'],
  ['with another version', { version: '1.2.4' }, 'SKR_PACKAGE_VERSION_DIFFERS', 'build again'],
  [
    'for one version of the runner',
    { peerDependencies: { 'box-skill-runner': '0.1.0' } },
    'SKR_PACKAGE_PEER_PINNED',
    '"^0.1.0"',
  ],
  ['without a type', { type: undefined }, 'SKR_PACKAGE_TYPE_MISSING', '"type": "module"'],
  ['without exports', { exports: undefined }, 'SKR_PACKAGE_EXPORTS_MISSING', './dist/index.js'],
  [
    'with its types last',
    { exports: { default: './dist/index.js', types: './dist/index.d.ts' } },
    'SKR_PACKAGE_TYPES_NOT_FIRST',
    'first',
  ],
  ['that is private', { private: true }, 'SKR_PACKAGE_PRIVATE', '"private"'],
  ['without the keyword', { keywords: ['box'] }, 'SKR_PACKAGE_KEYWORD_MISSING', 'box-skill-plugin'],
  ['without keywords', { keywords: undefined }, 'SKR_PACKAGE_KEYWORD_MISSING', 'box-skill-plugin'],
  ['without files', { files: undefined }, 'SKR_PACKAGE_FILES_MISSING', '["dist"]'],
  ['without a licence', { license: ' ' }, 'SKR_PACKAGE_LICENSE_MISSING', '"license"'],
  ['without engines', { engines: { npm: '*' } }, 'SKR_PACKAGE_ENGINES_MISSING', '>=20.19'],
])('a package %s has a warning', async (_what, changes, code, fix) => {
  const { problems, warnings, first } = await check(changes)

  expect(problems).toEqual([])
  expect(warnings).toEqual([code])
  expect(first?.fix).toContain(fix)
})

test('a problem says in which line the key stands, or the whole where it is missing', async () => {
  const there = await check({ version: '1.2' })
  const missing = await check({ license: undefined })

  expect(there.first?.position).toMatchObject({ line: 3, column: 3 })
  expect(there.first?.position?.file).toMatch(/package\.json$/)
  expect(missing.first?.position).toMatchObject({ line: 1, column: 1 })
})

test('versions are not compared where the plugin does not load', async () => {
  const manifest = await manifestOf({ version: '9.9.9' })

  expect(checkManifest(manifest, { ...facts, plugin: undefined }).warnings).toEqual([])
})

test.each<[Record<string, unknown>, string | undefined]>([
  [{}, 'dist/index.d.ts'],
  [{ exports: { types: './index.d.ts', default: './index.js' } }, 'index.d.ts'],
  [{ exports: './index.js', types: 'index.d.ts' }, undefined],
  [{ exports: undefined, types: './types/index.d.ts' }, 'types/index.d.ts'],
  [{ exports: undefined }, undefined],
])('the types of %j are %s', async (changes, types) => {
  expect(typesOf(await manifestOf(changes))).toBe(types)
})

test('a folder without a package.json, or with a broken one, has no manifest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'))
  expect(await readManifest(folder)).toBeUndefined()
  await writeFile(join(folder, 'package.json'), '')
  expect(await readManifest(folder)).toBeUndefined()
  await rm(folder, { recursive: true })
})
