import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  slowLoad,
  undeclaredPackages,
  undeclaredSecrets,
  unloadableImports,
} from '../../../core/package-check/source-rules.ts'
import { scanSources } from '../../../core/package-check/source-scan.ts'
import { makePluginFolder, type PluginFolder } from '../registry/plugin-folder.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

const scan = async (files: Readonly<Record<string, string>>) =>
  scanSources(await folder.write(files), folder.path)
const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name)

test('follows imports among its own files, however they are written', async () => {
  const { files } = await scan({
    'index.ts': [
      "import { a } from './a.ts'",
      "import './built.js'",
      "export * from './deep'",
      "const b = await import('./b.mjs')",
      "const c = require('./c')",
      "const data = new URL('./words.bin', import.meta.url)",
      "import json from './data.json' with { type: 'json' }",
      "import missing from './missing.js'",
      "import outside from '../../outside.js'",
      "import kept from './node_modules/box-skill-runner/plugin.ts'",
    ].join('\n'),
    'a.ts': "import {\n  twice,\n} from './twice.ts'",
    'twice.ts': "export { a } from './a.ts'",
    'built.ts': '',
    'deep/index.js': '',
    'b.mjs': '',
    'c.cjs': '',
    'words.bin': "import './never.js'",
    'never.js': '',
    'data.json': '{}',
  })

  expect(files.map((file) => file.slice(folder.path.length + 1)).toSorted()).toEqual([
    'a.ts',
    'b.mjs',
    'built.ts',
    'c.cjs',
    'data.json',
    'deep/index.js',
    'index.ts',
    'twice.ts',
    'words.bin',
  ])
})

test('tells packages, and whether they are imported while the plugin is loaded', async () => {
  const { packages } = await scan({
    'index.js': [
      "import sharp from 'sharp'",
      'import{x}from\'@acme/tools/deep\';import y from "minified"',
      "import 'node:fs'",
      "import '#inner'",
      "// import a from 'commented'",
      "const text = 'https://example.com' // import b from 'behind-a-text'",
      "/* import c from 'commented-too' */",
      "import type { T } from 'only-types'",
      'async function setup() {',
      "  await import('lazy')",
      "  const one = require('lazy-too')",
      "  await import('sharp')",
      '}',
      "const two = require('at-once')",
    ].join('\n'),
  })

  expect(Object.fromEntries(packages.map(({ name, whileLoading }) => [name, whileLoading]))).toEqual({
    sharp: true,
    '@acme/tools': true,
    minified: true,
    lazy: false,
    'lazy-too': false,
    'at-once': true,
  })
})

test('a package that is imported lazily first, and then at once, counts as imported at once', async () => {
  const { packages } = await scan({
    'index.js': "await import('late')\nimport early from './early.js'",
    'early.js': "import 'late'",
  })

  expect(packages).toMatchObject([{ name: 'late', whileLoading: true }])
})

test('tells environment variables, each once, with its place', async () => {
  const { variables } = await scan({
    'index.js': [
      "import { env } from 'node:process'",
      'process.env.ONE; process.env?.TWO; process.env["THREE"]; process.env?.[\'FOUR\']',
      'const { FIVE, SIX: six, SEVEN = 1 } = process.env',
      'env.EIGHT; other.env.NINE; my.process.env.TEN',
      '// process.env.ELEVEN',
      'process.env.ONE; const { inner } = process.env.ONE',
    ].join('\n'),
  })

  expect(namesOf(variables)).toEqual(['ONE', 'TWO', 'THREE', 'FOUR', 'EIGHT', 'FIVE', 'SIX', 'SEVEN'])
  expect(variables[1]?.position).toMatchObject({ line: 2, column: 18 })
})

test('a file that is larger than any that a person wrote is not read', async () => {
  const { packages } = await scan({ 'index.js': `import 'a'\n${' '.repeat(4_000_001)}` })

  expect(packages).toEqual([])
})

test('an environment variable that is not declared is a warning, but not what tools put there', async () => {
  const found = await scan({ 'index.js': 'process.env.KEY; process.env.OTHER; process.env.NODE_ENV' })

  const [warning, ...more] = undeclaredSecrets(found, ['KEY'])

  expect(warning).toMatchObject({ code: 'SKR_PACKAGE_SECRET_UNDECLARED', params: { name: 'OTHER' } })
  expect(warning?.position?.line).toBe(1)
  expect(more).toEqual([])
})

test('what was built must not import what Node cannot load', async () => {
  const found = await scan({
    'index.js': [
      "import './there.js'",
      "const load = () => import('./later.ts')",
      "import('./gone.js'); require('./folder')",
      "new URL('./data', import.meta.url)",
    ].join('\n'),
    'there.js': '',
    'later.ts': '',
    'folder/index.js': '',
  })

  expect(unloadableImports(found)).toMatchObject([
    { code: 'SKR_PACKAGE_IMPORT_UNLOADABLE', params: { name: './later.ts' }, position: { line: 2 } },
    { code: 'SKR_PACKAGE_IMPORT_UNLOADABLE', params: { name: './gone.js' }, position: { line: 3 } },
  ])
  const source = await scan({
    'index.ts': "import './there.js'; import('./later.ts')",
    'later.ts': '',
    'there.ts': '',
  })
  expect(unloadableImports(source)).toEqual([])
})

test('a slow load is a warning that names what was imported', async () => {
  const found = await scan({
    'index.js': "import 'sharp'\nimport 'fs'\nimport 'box-skill-runner/plugin'\nawait import('lazy')",
  })

  expect(slowLoad(found, 300)).toEqual([])
  expect(slowLoad(found, 301)).toMatchObject([
    { code: 'SKR_PACKAGE_LOAD_SLOW', message: expect.stringMatching(/301 ms, .* at its top: sharp\.$/) },
  ])
  expect(slowLoad({ ...found, packages: [] }, 500)[0]?.message).toMatch(/took 500 ms\.$/)
})

test('a package that is imported has to be declared for operators', async () => {
  const found = await scan({
    'index.js':
      "import 'sharp'\nimport 'vitest'\nimport 'peer'\nimport 'fs'\nimport 'myself'\nimport 'box-skill-runner/plugin'",
  })
  const value = {
    name: 'myself',
    dependencies: { sharp: '1' },
    peerDependencies: { peer: '1' },
    devDependencies: { vitest: '1' },
  }

  const { problems } = undeclaredPackages(found, { value, locate: () => ({ file: '', line: 1, column: 1 }) })

  expect(problems).toMatchObject([{ code: 'SKR_PACKAGE_DEPENDENCY_UNDECLARED', params: { name: 'vitest' } }])
})
