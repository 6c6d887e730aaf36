import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../../../core/config/load.ts'
import { registerPlugins } from '../../../core/registry/registry.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from './plugin-folder.ts'
import { problemsOf } from './problems-of.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

/** Loads a real config with these plugins (one per line) and routes, and registers them. */
async function register(
  plugins: Record<string, unknown>,
  routes: unknown[] = [],
  env: Record<string, string> = {},
  allowTypeScript = false,
) {
  const lines = Object.entries(plugins).map(([name, plugin]) => `"${name}": ${JSON.stringify(plugin)}`)
  const file = await folder.write({
    'skill.config.json': `{ "box": { "signature": "off" }, "plugins": {\n${lines.join(',\n')}\n},\n"routes": ${JSON.stringify(routes)} }`,
  })
  const loaded = await loadConfig(file, env)
  return registerPlugins({ loaded, env, allowTypeScript })
}

const route = (...plugins: string[]) => ({ extensions: ['txt'], plugins })

test('plugins come back by the names of their instances, in the order of the config, with defaults filled in', async () => {
  const entry = await folder.write({
    'words.mjs': pluginSource(`options: { type: 'object', additionalProperties: false,
      properties: { top: { type: 'integer', default: 5, description: 'Words.' } } }`),
  })

  const plugins = await register(
    { z: { use: './words.mjs' }, a: { use: './words.mjs', options: { top: 9 } } },
    [route('z', 'a')],
  )

  expect(Object.keys(plugins)).toEqual(['z', 'a'])
  expect(plugins.z).toMatchObject({
    entry,
    options: { top: 5 },
    description: { name: 'sound', warnings: [] },
  })
  expect(plugins.a).toMatchObject({ entry, options: { top: 9 }, config: { use: entry } })
})

test('one that is to be confined has to be built, since compiling takes a program and threads', async () => {
  await folder.write({ 'words.mts': pluginSource() })

  const [problem] = await problemsOf(
    register({ a: { use: './words.mts', isolation: 'process' } }, [route('a')], {}, true),
  )

  expect(problem?.code).toBe('SKR_PLUGIN_ENTRY_TYPESCRIPT')
})

test('one plugin that is used twice is described once, but not with the secrets of the other', async () => {
  const marks = (name: string) =>
    `import { appendFileSync } from 'node:fs'
     appendFileSync(new URL('./${name}.log', import.meta.url), (process.env.OCR_KEY ?? 'none') + '\\n')
     ${pluginSource()}`
  await folder.write({ 'same.mjs': marks('same'), 'other.mjs': marks('other') })
  const { readFile } = await import('node:fs/promises')

  await register(
    {
      a: { use: './same.mjs' },
      b: { use: './same.mjs' },
      c: { use: './other.mjs', secrets: ['OCR_KEY'] },
      d: { use: './other.mjs' },
    },
    [route('a', 'b', 'c', 'd')],
    { OCR_KEY: 'granted' },
  )

  expect(await readFile(join(folder.path, 'same.log'), 'utf8')).toBe('none\n')
  expect((await readFile(join(folder.path, 'other.log'), 'utf8')).split('\n').sort()).toEqual([
    '',
    'granted',
    'none',
  ])
})

test('all problems of all plugins are told at once, in the order of the config, each with its place in it', async () => {
  await folder.write({
    'broken.mjs': 'export default {',
    'options.mjs': pluginSource(`secrets: ['OCR_KEY', 'OTHER_KEY'],
      options: { type: 'object', additionalProperties: false, properties: { top: { type: 'integer', description: 'x' } } }`),
  })

  const problems = await problemsOf(
    register(
      {
        missing: { use: 'box-skill-plugin-nothing' },
        broken: { use: './broken.mjs' },
        broken2: { use: './broken.mjs' },
        options: { use: './options.mjs', options: { top: 'many' }, secrets: ['OTHER_KEY'] },
      },
      [route('missing', 'broken', 'broken2', 'options')],
    ),
  )

  expect(problems.map(({ code, position }) => [code, position?.line])).toEqual([
    ['SKR_PLUGIN_NOT_FOUND', 2],
    ['SKR_PLUGIN_SYNTAX', 3],
    ['SKR_CONFIG_WRONG_TYPE', 5],
    ['SKR_PLUGIN_SECRET_NOT_GRANTED', 5],
    ['SKR_PLUGIN_SECRET_NOT_SET', 5],
  ])
  expect(problems.every(({ position }) => position?.file.endsWith('skill.config.json'))).toBe(true)
  expect(problems[3]?.fix).toBe('Add "OCR_KEY" to "secrets" of this plugin in the config.')
})

test('routes that send a plugin files that it does not understand are warned of', async () => {
  await folder.write({
    'words.mjs': pluginSource(`extensions: ['txt', 'gz']`),
    'any.mjs': pluginSource(`extensions: ['*']`),
  })

  const plugins = await register({ words: { use: './words.mjs' }, any: { use: './any.mjs' } }, [
    { extensions: ['txt', 'tar.gz'], plugins: ['words', 'any'] },
    { extensions: ['pdf', 'md'], plugins: ['any', 'words'] },
    { extensions: ['docx'], plugins: ['any'] },
  ])

  expect(plugins.any?.description.warnings).toEqual([])
  expect(
    plugins.words?.description.warnings.map(({ code, message, position }) => [code, message, position?.line]),
  ).toEqual([
    [
      'SKR_PLUGIN_EXTENSION_NOT_UNDERSTOOD',
      'routes[1] sends files to the plugin "words" that it does not say it understands: pdf, md.',
      5,
    ],
  ])
})

test("a plugin's own warnings point at the place where the config names it", async () => {
  await folder.write({ 'words.mjs': pluginSource(`extensions: ['txt', 'txt']`) })

  const plugins = await register({ words: { use: './words.mjs' } }, [route('words')])

  expect(plugins.words?.description.warnings.map(({ code, position }) => [code, position?.line])).toEqual([
    ['SKR_PLUGIN_EXTENSION_REPEATED', 2],
  ])
})
