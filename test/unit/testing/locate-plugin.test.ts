import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { definePlugin } from '../../../core/plugin.ts'
import { locatePlugin } from '../../../core/testing/locate-plugin.ts'
import { runPlugin } from '../../../core/testing.ts'
import { make } from './fixtures/plugins/made-elsewhere.mjs'
import main, { other } from './fixtures/plugins/two-plugins.mjs'
import typescript from './fixtures/plugins/typescript/index.ts'

const pathOf = (name: string) => fileURLToPath(new URL(`fixtures/plugins/${name}`, import.meta.url))
const file = { name: 'a.txt', content: 'x' }

test('the file of an imported TypeScript plugin is known', () => {
  expect(locatePlugin(typescript, [])).toEqual({ use: pathOf('typescript/index.ts'), plugin: typescript })
})

test('what notes the file changes neither the keys of a plugin nor how plugins compare', () => {
  expect(Object.keys(main)).toEqual(['name', 'version', 'extensions', 'run', 'apiVersion'])
  expect(Object.getOwnPropertySymbols({ ...main })).toEqual([])
  expect({ ...main }).toEqual(main)
})

test.each([
  ['nothing', undefined],
  ['a number', 5],
  ['an object that is no plugin', { name: 'words' }],
  ['a module without a plugin', { default: { default: { default: {} } } }],
])('%s is not a plugin', (_, value) => {
  expect(() => locatePlugin(value, [])).toThrow(expect.objectContaining({ code: 'SKR_TESTING_NOT_A_PLUGIN' }))
})

test('a copy of a plugin has no file', () => {
  expect(() => locatePlugin({ ...main }, [])).toThrow(
    expect.objectContaining({ code: 'SKR_TESTING_PLACE_UNKNOWN' }),
  )
})

test('a plugin whose file is gone has none either', () => {
  const gone = { ...main }
  Object.defineProperty(gone, Symbol.for('box-skill-runner.plugin-place'), { value: 'file:///gone/index.js' })

  expect(() => locatePlugin(gone, [])).toThrow(expect.objectContaining({ code: 'SKR_TESTING_PLACE_UNKNOWN' }))
})

test('a plugin that the test itself defines is refused, since the thread would run the test', async () => {
  const here = definePlugin({ name: 'here', version: '1.0.0', extensions: ['txt'], run: () => [] })

  await expect(runPlugin(here, { file })).rejects.toMatchObject({ code: 'SKR_TESTING_DEFINED_IN_TEST' })
})

test.each([
  ['another plugin is the default export of its file', other],
  ['its file exports no plugin', make('made')],
])('a plugin is refused where %s', async (_, plugin) => {
  await expect(runPlugin(plugin, { file })).rejects.toMatchObject({ code: 'SKR_TESTING_NOT_DEFAULT_EXPORT' })
})
