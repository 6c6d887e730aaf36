import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instanceName } from '../../../core/cli/named-plugin.ts'
import { runHere } from '../../support/command-here.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from '../registry/plugin-folder.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
  await folder.write({
    'words/package.json': '{ "name": "box-skill-plugin-top-words", "type": "module" }',
    'words/index.js': source('secrets: []'),
    'node_modules/box-skill-plugin-installed/index.mjs': source(''),
    'secretive.mjs': source("secrets: ['KEY_OF_PLUGIN']"),
    'a.txt': 'one two three four',
  })
})
afterEach(() => folder.remove())

function source(extra: string): string {
  return pluginSource(`${extra === '' ? '' : `${extra},`}
    options: { type: 'object', additionalProperties: false, properties: { top: { type: 'integer', default: 2, description: 'How many.' } } },
    run: async ({ file, options, cards }) => [cards.keyword({ title: 'Words', entries: [
      ...(await file.text()).split(' ').slice(0, options.top), process.env.KEY_OF_PLUGIN ?? 'no key'] })]`)
}

/** The arguments are separated by blanks, so the JSON of --options has none. */
const run = (args: string, env: Readonly<Record<string, string>> = {}) =>
  runHere(`run a.txt --json ${args}`, folder.path, env)
const entries = (stdout: string) =>
  JSON.parse(stdout).cards[0].entries.map(({ text }: { text: string }) => text)
const writeConfig = () =>
  writeFile(
    join(folder.path, 'skill.config.json'),
    '{ "plugins": { "mine": { "use": "./words", "options": { "top": 1 } } }, "routes": [{ "extensions": ["md"], "plugins": ["mine"] }] }',
  )

describe('run --plugin, without a config', () => {
  test.each([
    ['./words', 'top-words'],
    ['words', 'top-words'],
    ['./words/index.js', 'top-words'],
    ['box-skill-plugin-installed', 'plugin'],
    ['secretive.mjs --secret KEY_OF_PLUGIN', 'secretive'],
  ])('runs %s with its defaults', async (plugin, name) => {
    const { code, stdout } = await run(`--plugin ${plugin}`, { KEY_OF_PLUGIN: 'k' })

    expect(JSON.parse(stdout)).toMatchObject({ file: 'a.txt', status: 'succeeded' })
    if (name !== 'plugin') expect(JSON.parse(stdout).plugins[0].name).toBe(name)
    expect(entries(stdout).slice(0, 2)).toEqual(['one', 'two'])
    expect(code).toBe(0)
  })

  test('runs one in a folder whose name looks like a variable', async () => {
    const name = `\${NOT_SET}`
    await folder.write({ [`${name}/index.mjs`]: source('') })

    expect((await run(`--plugin ./${name}`)).code).toBe(0)
  })

  test('takes options as JSON', async () => {
    expect(entries((await run('--plugin ./words --options {"top":1}')).stdout)).toEqual(['one', 'no key'])
  })

  test('lets a plugin see only the environment variables that are named', async () => {
    const env = { KEY_OF_PLUGIN: 'a key' }

    expect(entries((await run('--plugin ./words', env)).stdout)).toContain('no key')
    expect(entries((await run('--plugin ./secretive.mjs --secret KEY_OF_PLUGIN', env)).stdout)).toContain(
      'a key',
    )
  })

  test('a path is the plugin there, whatever a config says', async () => {
    await writeConfig()

    expect(entries((await run('--plugin ./words')).stdout)).toEqual(['one', 'two', 'no key'])
    expect(entries((await run('--plugin words')).stdout)).toEqual(['one', 'two', 'no key'])
    expect(entries((await run('--plugin mine')).stdout)).toEqual(['one', 'no key'])
  })

  test.each([
    ['--plugin ./nowhere', 'There is no plugin at', 'SKR_PLUGIN_PATH_NOT_FOUND'],
    ['--plugin nowhere', '"nowhere" is not installed', 'SKR_PLUGIN_NOT_FOUND'],
    ['--plugin ./words --plugin ./other', 'beside other plugins', 'SKR_CLI_ONE_PLUGIN'],
    ['--plugin ./words --config other.json', '--config was given', 'SKR_CLI_PLUGIN_AND_CONFIG'],
    ['--plugin ./words --options {top:1}', 'not JSON', 'SKR_CLI_OPTIONS_NOT_JSON'],
    ['--plugin ./words --options [1]', 'a list, not an object', 'SKR_CLI_OPTIONS_NOT_OBJECT'],
    ['--plugin ./words --options null', 'null, not an object', 'SKR_CLI_OPTIONS_NOT_OBJECT'],
    ['--plugin ./words --options {"topp":1}', '\noptions.topp is not a known key', 'SKR_CONFIG_UNKNOWN_KEY'],
    ['--plugin ./words --options {"top":"x"}', 'options.top must be a whole number', 'SKR_CONFIG_WRONG_TYPE'],
    [
      '--plugin ./secretive.mjs',
      'wants the environment variable KEY_OF_PLUGIN',
      'SKR_CLI_SECRET_NOT_GRANTED',
    ],
    ['--plugin ./secretive.mjs --secret KEY_OF_PLUGIN', 'which is not set', 'SKR_PLUGIN_SECRET_NOT_SET'],
    ['--plugin ./words --secret 1KEY', 'secrets[0]', 'SKR_CONFIG_WRONG_FORM'],
  ])('%s is refused, in the words of the command line', async (args, says, code) => {
    const { code: exitCode, output } = await run(args)

    expect(`\n${output}`).toContain(says)
    expect(output).toContain(code)
    expect(output).not.toContain('(no config)')
    expect(exitCode).toBe(2)
  })

  test.each([
    ['--plugin other', 'Use one of: mine', 'SKR_CLI_UNKNOWN_PLUGIN'],
    ['--plugin mine --options {"top":1}', '--options goes only', 'SKR_CLI_ONLY_WITH_PLUGIN'],
    ['--plugin mine --secret KEY', '--secret goes only', 'SKR_CLI_ONLY_WITH_PLUGIN'],
    ['--plugin mine --plugin words', 'beside other plugins', 'SKR_CLI_ONE_PLUGIN'],
  ])('%s is refused where there is a config', async (args, says, code) => {
    await writeConfig()

    const { code: exitCode, output } = await run(args)

    expect(output).toContain(says)
    expect(output).toContain(code)
    expect(exitCode).toBe(2)
  })
})

test.each([
  [{ use: './words', entry: '/a/words/dist/index.js', packageName: '@acme/box-skill-plugin-words' }, 'words'],
  [{ use: './my words.v2.js', entry: '/a/my words.v2.js', packageName: 'other' }, 'my-words-v2'],
  [{ use: '/a/Words', entry: '/a/Words/index.js' }, 'words'],
  [{ use: '.', entry: '/a/Words/index.js' }, 'words'],
  [{ use: './請求書.js', entry: '/a/請求書.js' }, 'plugin'],
  [{ use: 'box-skill-plugin-', entry: '/a/index.js', packageName: 'box-skill-plugin-' }, 'box-skill-plugin'],
])('the only instance of %j is called %s', (found, name) => {
  expect(instanceName({ folder: '/a/Words', root: '/a/Words', ...found })).toBe(name)
})
