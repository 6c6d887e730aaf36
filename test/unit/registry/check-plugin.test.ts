import { expect, test } from 'vitest'
import { definePlugin } from '../../../core/plugin.ts'
import { checkPlugin } from '../../../core/registry/check-plugin.ts'

test('a plugin with everything that a plugin may have is sound', () => {
  const plugin = definePlugin({
    name: 'word-count-2',
    version: '1.0.0-rc.1+build.7',
    description: 'Counts.',
    extensions: ['txt', 'tar.gz', '日本', '*'],
    options: {
      type: 'object',
      additionalProperties: false,
      properties: { top: { type: 'integer', default: 1, description: 'How many.', enum: [1, null, true] } },
    },
    secrets: ['OCR_KEY', '_k'],
    setup() {},
    run: () => [],
    teardown() {},
  })

  expect(checkPlugin({ ...plugin }, 'plugin.js')).toEqual([])
})

test('a plugin for an older contract is refused by name, and what else is wrong with it is not judged', () => {
  const problems = checkPlugin({ apiVersion: 1, name: 'old' }, 'plugin.js', 3)

  expect(problems.map(({ code }) => code)).toEqual(['SKR_PLUGIN_API_TOO_OLD'])
  expect(problems[0]?.message).toBe(
    'plugin.js: the plugin "old" is made for version 1 of the plugin contract; this runner has 3.',
  )
  expect(problems[0]?.fix).toContain('newer version of the plugin')
})

test.each(['1.0', '01.0.0', 'v1.0.0', '1.0.0-', '1.0.0 ', `1.0.${'1'.repeat(300)}`])(
  '%j is not a semantic version',
  (version) => {
    const problems = checkPlugin({ ...sound, version }, 'plugin.js')

    expect(problems.map(({ code }) => code)).toEqual(['SKR_PLUGIN_VERSION_INVALID'])
  },
)

test.each(['a b', 'a/b', 'a\\b', 'a..b', '', '.', 'a\u0000b', 'a.', 'x'.repeat(65)])(
  '%j is no extension that a file could have',
  (extension) => {
    const problems = checkPlugin({ ...sound, extensions: [extension] }, 'plugin.js')

    expect(problems.map(({ code }) => code)).toEqual(['SKR_PLUGIN_EXTENSION_INVALID'])
  },
)

test('what a message shows of a hostile name cannot touch the terminal', () => {
  const [problem] = checkPlugin({ ...sound, name: '\u001b[2Jclear\u0007\u202e' }, 'plugin.js')

  expect(problem?.message).toBe('plugin.js: the name "clear" cannot be used.')
})

test('an object with many keys is named by its first ones', () => {
  const options = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, 1]))

  const [problem] = checkPlugin({ ...sound, options }, 'plugin.js')

  expect(problem?.message).toContain('"key7", …')
})

test('a symbol where a text belongs is named', () => {
  const [problem] = checkPlugin({ ...sound, name: Symbol('x') }, 'plugin.js')

  expect(problem?.message).toContain('a symbol')
})

const sound = { apiVersion: 1, name: 'sound', version: '1.0.0', extensions: ['txt'], run: () => [] }
