import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describePlugin } from '../../../core/registry/describe.ts'
import { resolvePlugin } from '../../../core/registry/resolve.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from './plugin-folder.ts'
import { problemsOf } from './problems-of.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

async function describeFile(
  path: string,
  limits: { timeoutMs?: number; memoryMb?: number; env?: Record<string, string> } = {},
) {
  const resolved = await resolvePlugin(path, folder.path, { allowTypeScript: true })
  return describePlugin(resolved, { timeoutMs: 20_000, memoryMb: 256, ...limits })
}

test('all that is wrong with a definition is told at once', async () => {
  const entry = await folder.write({
    'plugin.mjs': pluginSource(
      'name: "A", version: "x", extensions: [".a", "B"], run: 1, secrets: 1, zork: 1',
    ),
  })

  const problems = await problemsOf(describeFile(entry))

  expect(problems.map(({ code }) => code.replace('SKR_PLUGIN_', ''))).toEqual([
    'NAME_INVALID',
    'VERSION_INVALID',
    'EXTENSION_DOT',
    'EXTENSION_CASE',
    'HOOK_NOT_FUNCTION',
    'SECRETS_INVALID',
    'UNKNOWN_KEY',
  ])
})

test('the place of a syntax error comes along as data', async () => {
  const entry = await folder.write({ 'plugin.mjs': 'export default {\n  run( { return 1 }\n}' })

  const [problem] = await problemsOf(describeFile(entry))

  expect(problem?.position).toEqual({ file: entry, line: 2, column: 17 })
})

test('a sound plugin is described as plain data', async () => {
  const entry = await folder.write({
    'plugin.mjs': pluginSource(`
      description: 'Counts words.', extensions: ['txt', 'tar.gz'], secrets: ['OCR_KEY'],
      options: { type: 'object', additionalProperties: false,
        properties: { top: { type: 'integer', default: 5, description: 'Words.', title: undefined } } },
    `),
  })

  const { loadMs, ...description } = await describeFile(entry)

  expect(description).toEqual({
    name: 'sound',
    version: '1.0.0',
    description: 'Counts words.',
    apiVersion: 1,
    extensions: ['txt', 'tar.gz'],
    options: {
      type: 'object',
      additionalProperties: false,
      properties: { top: { type: 'integer', default: 5, description: 'Words.' } },
    },
    secrets: ['OCR_KEY'],
    warnings: [],
  })
  expect(loadMs).toBeGreaterThanOrEqual(0)
})

test.each(['sound.mjs', 'sound.cjs', 'sound-compiled.cjs', 'sound.mts', 'sound-module'])(
  'the plugin %s is described',
  async (name) => {
    const description = await describeFile(join(import.meta.dirname, '../../fixtures/plugins', name))

    expect(description.name).toBe(basename(name).replace(/\..*$/, ''))
  },
)

test('a plugin is described whatever characters its path holds', async () => {
  const entry = await folder.write({ 'a #1%20?/plu gin.mjs': pluginSource(`name: 'odd-path'`) })

  expect((await describeFile(entry)).name).toBe('odd-path')
})

test('a plugin that is loaded sees only the environment that it is given', async () => {
  const entry = await folder.write({
    'plugin.mjs': pluginSource('description: JSON.stringify(process.env)'),
  })

  const alone = await describeFile(entry)
  const granted = await describeFile(entry, { env: { OCR_KEY: 'k' } })

  expect(alone.description).toBe('{}')
  expect(granted.description).toBe('{"OCR_KEY":"k"}')
})

test('the value of a secret stays out of the message when the plugin throws it', async () => {
  const entry = await folder.write({
    'plugin.mjs': 'throw new Error("bad key " + process.env.OCR_KEY)',
    'late.mjs':
      'setTimeout(() => { throw new Error("bad key " + process.env.OCR_KEY) }); await new Promise((r) => setTimeout(r, 9e3))',
  })

  const thrown = await problemsOf(describeFile(entry, { env: { OCR_KEY: 'very-secret' } }))
  const late = await problemsOf(
    describeFile(join(folder.path, 'late.mjs'), { env: { OCR_KEY: 'very-secret' } }),
  )

  expect(thrown[0]?.message).toMatch(/bad key ••• \(\/.*\/plugin\.mjs:1:7\)$/)
  expect(late[0]?.message).toMatch(/bad key •••$/)
})

test('what a library posts to the main thread of its own is not taken for a description', async () => {
  const entry = await folder.write({
    'plugin.mjs': `import { parentPort } from 'node:worker_threads'
      parentPort.postMessage('ready'); parentPort.postMessage(null); parentPort.postMessage({ type: 'described' })
      ${pluginSource()}`,
  })

  expect((await describeFile(entry)).name).toBe('sound')
})

test('a plugin that leaves a server and a timer open is described, and its thread ended', async () => {
  const entry = await folder.write({
    'plugin.mjs': `import { createServer } from 'node:http'
      createServer().listen(0, '127.0.0.1'); setInterval(() => {}, 10)
      ${pluginSource()}`,
  })

  expect((await describeFile(entry)).name).toBe('sound')
})

test('an author is warned of options without a description and of needless extensions', async () => {
  const entry = await folder.write({
    'plugin.mjs': pluginSource(`extensions: ['*', 'txt'],
      options: { type: 'object', additionalProperties: false, properties: { top: { type: 'integer' }, odd: true } }`),
  })

  const { warnings } = await describeFile(entry)

  expect(warnings.map(({ code }) => code)).toEqual([
    'SKR_PLUGIN_EXTENSION_REPEATED',
    'SKR_PLUGIN_OPTION_UNDESCRIBED',
    'SKR_PLUGIN_OPTION_UNDESCRIBED',
  ])
  expect(warnings[1]?.message).toContain('"top"')
})

test('nothing that a plugin prints while it is loaded reaches the terminal of the runner', async () => {
  const written: string[] = []
  const { write } = process.stdout
  process.stdout.write = (text: string | Uint8Array) => {
    written.push(String(text))
    return true
  }
  try {
    const entry = await folder.write({ 'plugin.mjs': `console.log('noise'); ${pluginSource()}` })
    await describeFile(entry)
  } finally {
    process.stdout.write = write
  }

  expect(written.join('')).not.toContain('noise')
})
