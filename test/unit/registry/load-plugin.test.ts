import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadPlugin } from '../../../core/registry/load-plugin.ts'
import { pluginWarnings } from '../../../core/registry/plugin-warnings.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from './plugin-folder.ts'
import { problemsOf } from './problems-of.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

test('a plugin is loaded by its path and by its URL', async () => {
  const entry = await folder.write({ 'plugin.mjs': pluginSource() })

  expect((await loadPlugin(entry)).name).toBe('sound')
  expect((await loadPlugin(pathToFileURL(entry).href)).name).toBe('sound')
})

test('a plugin that has gone since it was found is missed by its path', async () => {
  const [problem] = await problemsOf(loadPlugin(join(folder.path, 'gone.mjs')))

  expect(problem?.code).toBe('SKR_PLUGIN_PATH_NOT_FOUND')
  expect(problem?.message).toBe(`There is no plugin at ${join(folder.path, 'gone.mjs')}.`)
})

test.each([
  ['a plain object', (plugin: string) => `module.exports = ${plugin}`],
  [
    'what compilers make of a default export',
    (plugin: string) => `exports.__esModule = true; exports.default = ${plugin}`,
  ],
])('CommonJS that exports %s is loaded', async (_, wrap) => {
  const entry = await folder.write({
    'plugin.cjs': wrap(
      `{ apiVersion: 1, name: 'common', version: '1.0.0', extensions: ['txt'], run: () => [] }`,
    ),
  })

  expect((await loadPlugin(entry)).name).toBe('common')
})

test('what a loaded plugin can do is what its author wrote', async () => {
  const entry = await folder.write({ 'plugin.mjs': pluginSource(`run: () => ['card'], teardown: () => {}`) })

  const plugin = await loadPlugin(entry)

  expect(plugin.run({} as never)).toEqual(['card'])
  expect(plugin.setup).toBeUndefined()
})

test('what a plugin throws is told without the secrets that it may see', async () => {
  await folder.write({
    'at-import.mjs': 'throw new Error("bad key k3y-123456")',
    'at-reading.mjs':
      'export default { apiVersion: 1, get name() { throw new Error("bad key k3y-123456") } }',
  })

  for (const name of ['at-import.mjs', 'at-reading.mjs']) {
    const [problem] = await problemsOf(loadPlugin(join(folder.path, name), ['k3y-123456']))
    expect(problem?.code).toBe('SKR_PLUGIN_LOAD_THREW')
    expect(problem?.message).toMatch(/bad key ••• \(.*\.mjs:1:\d+\)$/)
  }
})

test('a plugin that is as it should be brings no warnings', () => {
  const options = {
    type: 'object',
    additionalProperties: false,
    properties: { top: { description: 'How many.' } },
  } as const

  expect(pluginWarnings({ name: 'a', extensions: ['txt'], options })).toEqual([])
  expect(pluginWarnings({ name: 'a', extensions: ['*'] })).toEqual([])
})

test('needless extensions and options that nobody can understand bring warnings', () => {
  const options = {
    type: 'object',
    additionalProperties: false,
    properties: { top: { description: ' ' }, more: {} },
  } as const

  const warnings = pluginWarnings({ name: 'a', extensions: ['*', 'txt', '*'], options })

  expect(warnings.map(({ message }) => message)).toEqual([
    'The plugin "a" names the extension "txt" more than once, or beside "*".',
    'The plugin "a" names the extension "*" more than once, or beside "*".',
    'The option "top" of the plugin "a" has no description.',
    'The option "more" of the plugin "a" has no description.',
  ])
})
