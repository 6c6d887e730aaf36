import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describePlugin } from '../../../core/registry/describe.ts'
import { resolvePlugin } from '../../../core/registry/resolve.ts'
import { noPermissions } from '../../support/behaviour-pool.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from './plugin-folder.ts'
import { problemsOf } from './problems-of.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

async function describeFile(
  path: string,
  limits: { memoryMb?: number; timeoutMs?: number; env?: Record<string, string> } = {},
) {
  const resolved = await resolvePlugin(path, folder.path, { allowTypeScript: true })
  return describePlugin(resolved, { timeoutMs: 20_000, memoryMb: 256, ...limits, confined: noPermissions })
}

const says = (message: object) => `
  import fs from 'node:fs'
  fs.writeSync(3, ${JSON.stringify(`${JSON.stringify(message)}\n`)})
  await new Promise(() => setInterval(() => {}, 1000))
`

test('a sound plugin is described as it is in a thread', async () => {
  const entry = await folder.write({
    'plugin.mjs': pluginSource(`description: 'Counts.', secrets: ['KEY?'], extensions: ['txt', 'txt'],
      options: { type: 'object', additionalProperties: false, properties: { top: { type: 'integer', default: 5 } } }`),
  })
  const resolved = await resolvePlugin(entry, folder.path, { allowTypeScript: true })
  const {
    loadMs: _,
    warnings,
    ...inThread
  } = await describePlugin(resolved, { timeoutMs: 20_000, memoryMb: 256 })

  const { loadMs, warnings: told, ...inProcess } = await describeFile(entry)

  expect(inProcess).toEqual(inThread)
  expect(loadMs).toBeGreaterThanOrEqual(0)
  expect(told.map(({ code }) => code)).toEqual(warnings.map(({ code }) => code))
  expect(warnings).toHaveLength(2)
})

test('what it does while it is imported is confined', async () => {
  const entry = await folder.write({
    'plugin.mjs': `import fs from 'node:fs'\nfs.writeFileSync(new URL('proof', import.meta.url), '')\n${pluginSource('')}`,
  })

  const [problem] = await problemsOf(describeFile(entry))

  expect(problem?.code).toBe('SKR_PLUGIN_NOT_PERMITTED')
  expect(problem?.message).toContain('proof')
  expect(await readdir(folder.path)).not.toContain('proof')
})

test('a single file may not read its neighbours, and says what to do', async () => {
  const entry = await folder.write({
    'plugin.mjs': `import { name } from './neighbour.mjs'\n${pluginSource('name')}`,
    'neighbour.mjs': 'export const name = "a"',
  })

  const [problem] = await problemsOf(describeFile(entry))

  expect(problem?.code).toBe('SKR_PLUGIN_NOT_PERMITTED')
  expect(problem?.message).toContain('neighbour.mjs')
  expect(problem?.fix).toContain('readPaths')
})

test.each([
  ['ends the process', 'process.exit(3)', 'SKR_PLUGIN_LOAD_EXITED'],
  ['throws', 'throw new Error("no")', 'SKR_PLUGIN_LOAD_THREW'],
  ['hangs', 'for (;;);', 'SKR_PLUGIN_LOAD_TIMED_OUT', { timeoutMs: 1000 }],
  [
    'takes all memory',
    'const a = []; for (;;) a.push(new Array(1e4).fill(Math.random()))',
    'SKR_PLUGIN_LOAD_OUT_OF_MEMORY',
    { memoryMb: 32 },
  ],
  ['is no JavaScript', 'export default {{', 'SKR_PLUGIN_SYNTAX'],
  [
    'says what is no JSON',
    'import fs from "node:fs"; fs.writeSync(3, "{{\\n"); for (;;);',
    'SKR_PLUGIN_LOAD_CRASHED',
  ],
  [
    'forges a description',
    says({ type: 'description', said: { type: 'described', facts: { name: '../../etc' } } }),
    'SKR_PLUGIN_API_INVALID',
  ],
  [
    'forges a problem of others',
    says({
      type: 'description',
      said: { type: 'failed', problems: [{ code: 'SKR_BOX_FORBIDDEN', params: {} }] },
    }),
    'SKR_PLUGIN_LOAD_CRASHED',
  ],
  [
    'forges a problem without a code',
    says({ type: 'description', said: { type: 'failed', problems: [null, { code: '__proto__' }] } }),
    'SKR_PLUGIN_LOAD_CRASHED',
  ],
])(
  'one that %s fails with its code',
  async (_what, source, code, limits?: { memoryMb?: number; timeoutMs?: number }) => {
    const entry = await folder.write({ 'plugin.mjs': source })

    const problems = await problemsOf(describeFile(entry, limits))

    expect(problems.map((problem) => problem.code)).toEqual([code])
  },
)
