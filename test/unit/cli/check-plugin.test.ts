import { afterEach, beforeEach, expect, test } from 'vitest'
import { runHere } from '../../support/command-here.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from '../registry/plugin-folder.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

const check = (args: string) => runHere(`check ${args}`, folder.path)
const options = `options: { type: 'object', additionalProperties: false, properties: {
  top: { type: 'integer', default: 3, description: 'How many.' }, key: { type: 'string', description: 'Which.' } } }`

test('tells what a good plugin is, and ends with 0', async () => {
  await folder.write({
    'words.mjs': pluginSource(`secrets: ['KEY'], extensions: ['txt', 'md', 'jpg'], ${options}`),
  })

  const { code, output } = await check('words.mjs')

  expect(output).toMatch(/^sound 1\.0\.0\n {2}loaded {6}words\.mjs in \d+ ms\n/)
  expect(output).toContain('extensions  txt md (document), jpg (image)')
  expect(output).toContain('options     top (3), key (no default)')
  expect(output).toContain('secrets     KEY')
  expect(output).toMatch(/words\.mjs is good\.\n$/)
  expect(code).toBe(0)
})

test('tells warnings in the form of problems, and ends with 0', async () => {
  await folder.write({ 'words/index.mjs': pluginSource('extensions: ["*"]'), 'words/package.json': '{}' })

  const { code, output } = await check('words')

  expect(output).toContain('extensions  any')
  expect(output).toMatch(/words\/package\.json:1:1 The package does not name|package\.json:1:1 /)
  expect(code).toBe(2)
  await folder.write({ 'bare/index.mjs': pluginSource() })
  const bare = await check('bare')
  expect(bare.output).toMatch(
    /no package\.json\.\n {2}It|no package\.json\.\n {2}\S.* \[SKR_PACKAGE_NO_MANIFEST\]/,
  )
  expect(bare.output).toMatch(/bare is good, with a warning\.\n$/)
  expect(bare.code).toBe(0)
})

test('counts the warnings', async () => {
  await folder.write({ 'words.mjs': pluginSource('extensions: ["qqqqq", "zzzzz"]') })

  expect((await check('words.mjs')).output).toMatch(/words\.mjs is good, with 2 warnings\.\n$/)
})

test('tells all problems of a plugin with their codes, and ends with 2', async () => {
  await folder.write({ 'words.mjs': pluginSource('name: "Words", extensions: [".txt"], version: 1') })

  const { code, output } = await check('./words.mjs')

  for (const problem of ['NAME_INVALID', 'EXTENSION_DOT', 'VERSION_INVALID'])
    expect(output).toContain(problem)
  expect(output).toMatch(/\n3 problems\.\n$/)
  expect(code).toBe(2)
})

test('looks at one thing at a time', async () => {
  const { code, output } = await check('words.mjs --url http://127.0.0.1:9/skills')

  expect(output).toContain('SKR_CLI_CHECK_ONE_THING')
  expect(code).toBe(2)
})
