import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { findPluginTarget } from '../../core/cli/dev-target.ts'
import { openPluginSession, type PluginSessionOptions } from '../../core/cli/plugin-session.ts'
import { type Command, startCommand } from '../support/command.ts'
import { runHere } from '../support/command-here.ts'
import { writeTsPlugin } from '../support/ts-plugin.ts'

const words = `return [cards.keyword({ title: 'Words', entries: (await file.text()).split(/\\s+/).filter(Boolean).slice(0, options.top) })]`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dev-plugin-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('as a command', () => {
  let dev: Command | undefined
  afterEach(async () => {
    dev?.child.kill('SIGINT')
    await dev?.ended
  })

  test('saves are taken over with the difference of the cards, and a syntax error is told and got over', async () => {
    const plugin = join(folder, 'words')
    await writeTsPlugin(plugin, words)
    await writeFile(join(plugin, 'fixtures', 'note.txt'), 'red green blue')
    await writeFile(join(plugin, 'fixtures', 'other.bin'), 'red')
    dev = startCommand(['dev', './words'], { cwd: folder })
    await dev.printed(/Plugin: +words 1\.0\.0, words\/index\.ts[\s\S]*Put files into: +words\/fixtures\//)
    await dev.printed(/note\.txt: success\n +Words\n +red · green · blue/)

    await writeTsPlugin(
      plugin,
      `const mark2: string = mark; ${words.replace('file.text())', 'file.text() + mark2)')}`,
    )
    await dev.printed(/index\.ts was saved: loaded anew in \d+ ms; its last 2 files run again/)
    await dev.printed(/note\.txt: success\n +Words\n +\+ blue!\n +- blue\n/)

    await writeTsPlugin(plugin, 'const = 1')
    await dev.printed(
      /index\.ts was saved: not taken over, the version before it stays:\n\S*words\/index\.ts:\d+.*cannot be parsed.*\n.*SKR_PLUGIN_SYNTAX[\s\S]*Waiting for the next save/,
    )
    await writeFile(join(plugin, 'fixtures', 'second.txt'), 'still')
    await dev.printed(/second\.txt: success\n +Words\n +still!/)

    await writeTsPlugin(plugin, words)
    await dev.printed(/second\.txt: success\n +Words\n +\+ still\n +- still!\n/)
    expect(dev.output()).not.toContain('other.bin:')
    await expect
      .poll(() => readFile(join(folder, '.skill-runner/cards/second.txt.json'), 'utf8').catch(() => ''))
      .toContain('"still"')
  })

  test('one that does not load at the start is waited for', async () => {
    const plugin = join(folder, 'late')
    await writeTsPlugin(plugin, 'return [')
    await writeFile(join(plugin, 'fixtures', 'note.txt'), 'red')
    dev = startCommand(['dev', './late', '--options', '{"top":1}'], { cwd: folder })
    await dev.printed(/The plugin does not load yet:\n[\s\S]*SKR_PLUGIN_SYNTAX[\s\S]*Waiting/)
    await writeTsPlugin(plugin, words)
    await dev.printed(/note\.txt: success/)
  })

  test('what a plugin logs is shown, and of what it throws the line of its own', async () => {
    const plugin = join(folder, 'throwing')
    await writeTsPlugin(plugin, `console.log('so far so good'); throw new Error('what a day')`)
    await writeFile(join(plugin, 'fixtures', 'note.txt'), 'red')
    dev = startCommand(['dev', './throwing'], { cwd: folder })
    await dev.printed(/so far so good/)
    await dev.printed(/SKR_RUN_FAILED.*what a day.*throwing\/index\.ts:11:\d+/)
  })
})

describe('in this process', () => {
  const printed: string[] = []
  const output = () => printed.join('\n')
  let before: string
  let session: { close(): Promise<void> } | undefined

  async function open(plugin: string, options: Partial<PluginSessionOptions> = {}, env = {}) {
    printed.length = 0
    for (const method of ['log', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((text: unknown = '') => void printed.push(String(text)))
    process.chdir(folder)
    const target = await findPluginTarget(plugin)
    if (target === undefined) throw new Error(`${plugin} is no plugin`)
    session = await openPluginSession(target, target.files, { port: '0', console: false, ...options }, env)
  }

  beforeAll(() => {
    before = process.cwd()
  })
  afterEach(async () => {
    await session?.close()
    session = undefined
    process.chdir(before)
    vi.restoreAllMocks()
  })

  test('a file that the plugin imports is part of it, and what is unchanged says so', async () => {
    const plugin = join(folder, 'importing')
    await writeTsPlugin(plugin, `return [cards.keyword({ title: 'Words', entries: [mark] })]`)
    await writeFile(join(plugin, 'fixtures', 'note.txt'), 'red')
    await open('./importing')
    await expect.poll(output, { timeout: 20_000 }).toMatch(/note\.txt: success\n +Words\n +!/)
    await writeFile(join(plugin, 'helper.ts'), `export const mark = '?'\n`)
    await expect.poll(output, { timeout: 20_000 }).toMatch(/helper\.ts was saved[\s\S]*\+ \?\n +- !/)
    await writeFile(join(plugin, 'README.md'), '# Words\n')
    await expect
      .poll(output, { timeout: 20_000 })
      .toMatch(/README\.md was saved[\s\S]*note\.txt: success\n +no change/)
  })

  test('a plugin of plain JavaScript in one file is tried on the inbox beside it', async () => {
    await mkdir(join(folder, 'single', 'inbox'), { recursive: true })
    await writeFile(join(folder, 'single', 'inbox', 'note.txt'), 'red')
    const source = (entry: string) =>
      `export default { name: 'single', version: '1.0.0', apiVersion: 1, extensions: ['*'], run: ({ cards }) => [cards.keyword({ title: 'Words', entries: ['${entry}'] })] }\n`
    await writeFile(join(folder, 'single', 'one.mjs'), source('first'))
    await open('single/one.mjs')
    await expect.poll(output, { timeout: 20_000 }).toMatch(/note\.txt: success\n +Words\n +first/)
    await writeFile(join(folder, 'single', 'one.mjs'), source('second'))
    await expect.poll(output, { timeout: 20_000 }).toMatch(/one\.mjs was saved[\s\S]*\+ second\n +- first/)
  })

  test('options that no longer fit are told without a place in a config, and the version before stays', async () => {
    const plugin = join(folder, 'optional')
    await writeTsPlugin(plugin, words)
    await writeFile(join(plugin, 'fixtures', 'note.txt'), 'red green')
    await open('./optional', { options: '{"top":1}' })
    await expect.poll(output, { timeout: 20_000 }).toMatch(/note\.txt: success\n +Words\n +red\n/)
    const source = await readFile(join(plugin, 'index.ts'), 'utf8')
    await writeFile(
      join(plugin, 'index.ts'),
      source.replace('top:', 'most:').replace('options.top', 'options.most'),
    )
    await expect
      .poll(output, { timeout: 20_000 })
      .toMatch(/not taken over[\s\S]*\noptions\.top is not a known key/)
    await writeFile(join(plugin, 'fixtures', 'note.txt'), 'blue green')
    await expect.poll(output, { timeout: 20_000 }).toMatch(/note\.txt: success\n +Words\n +blue\n/)
  })

  test.each([
    ['{top:1}', {}, 'SKR_CLI_OPTIONS_NOT_JSON'],
    ['{"topp":1}', {}, 'options.topp is not a known key'],
  ])('options %s are refused at the start', async (options, env, message) => {
    await writeTsPlugin(join(folder, 'refusing'), words)
    await expect(open('./refusing', { options }, env)).rejects.toSatisfy((error: Error & { code?: string }) =>
      `${error.code} ${error.message}`.includes(message),
    )
  })

  test('what is broken from the start on is told at each save until it loads, and files may come later', async () => {
    const plugin = join(folder, 'broken')
    await writeTsPlugin(plugin, 'return [')
    await open('./broken')
    expect(output()).toMatch(/^The plugin does not load yet:\n\S*index\.ts:\d+:\d+ cannot be parsed/)
    await writeTsPlugin(plugin, 'return [[')
    await expect
      .poll(output, { timeout: 20_000 })
      .toMatch(/index\.ts was saved: the plugin does not load yet:/)
    await writeTsPlugin(plugin, words)
    await expect.poll(output, { timeout: 20_000 }).toMatch(/Put files into: +broken\/fixtures\//)
    await writeFile(join(plugin, 'helper.ts'), `export const mark = '?'\n`)
    await expect.poll(output, { timeout: 20_000 }).toMatch(/loaded anew in \d+ ms; there is no file to run/)
    const source = await readFile(join(plugin, 'index.ts'), 'utf8')
    await writeFile(join(plugin, 'index.ts'), source.replace('additionalProperties: false,', ''))
    await expect
      .poll(output, { timeout: 20_000 })
      .toMatch(/not taken over, .*\n.*\n.*SKR_PLUGIN_OPTIONS_NOT_STRICT/)
  })

  test('a plugin that cannot be found is refused at the start', async () => {
    const plugin = join(folder, 'unbuilt')
    await mkdir(plugin)
    await writeFile(
      join(plugin, 'package.json'),
      '{"name":"box-skill-plugin-unbuilt","exports":"./dist/index.js"}',
    )
    await expect(open('./unbuilt')).rejects.toMatchObject({ code: 'SKR_PLUGIN_NOT_BUILT' })
  })

  test('a secret is seen only where it is named, and asked for by name', async () => {
    const plugin = join(folder, 'secretive')
    await writeTsPlugin(
      plugin,
      `return [cards.keyword({ title: 'Words', entries: [process.env.WORDS_KEY ?? 'none'] })]`,
    )
    await writeFile(join(plugin, 'fixtures', 'note.txt'), 'red')
    const source = await readFile(join(plugin, 'index.ts'), 'utf8')
    await writeFile(
      join(plugin, 'index.ts'),
      source.replace(`extensions:`, `secrets: ['WORDS_KEY'], extensions:`),
    )
    const env = { WORDS_KEY: 'open sesame' }
    await expect(open('./secretive', {}, env)).rejects.toThrow('wants the environment variable WORDS_KEY')
    await expect(open('./secretive', { secret: ['WORDS_KEY'] })).rejects.toThrow(
      'WORDS_KEY, which is not set',
    )
    await open('./secretive', { secret: ['WORDS_KEY'] }, env)
    await expect.poll(output, { timeout: 20_000 }).toMatch(/open sesame/)
  })
})

describe('what is a plugin', () => {
  test.each<[what: string, files: Record<string, string>]>([
    ['the keyword', { 'package.json': '{"keywords":["box-skill-plugin"]}' }],
    ['the name', { 'package.json': '{"name":"@a/box-skill-plugin-b"}' }],
    ['the peer', { 'package.json': '{"peerDependencies":{"box-skill-runner":"1"}}' }],
    ['a source that defines one', { 'index.ts': 'export default definePlugin({})' }],
  ])('a folder with %s', async (what, files) => {
    const path = join(folder, `is ${what}`)
    await mkdir(path)
    for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
    expect(await findPluginTarget(path)).toMatchObject({ folder: path, files: join(path, 'inbox') })
  })

  test('sources are taken before what was built from them', async () => {
    const path = join(folder, 'sources')
    await mkdir(join(path, 'src'), { recursive: true })
    await mkdir(join(path, 'test', 'fixtures'), { recursive: true })
    await writeFile(
      join(path, 'package.json'),
      '{"keywords":["box-skill-plugin"],"exports":"./dist/index.js"}',
    )
    await writeFile(join(path, 'src', 'index.ts'), '')
    expect(await findPluginTarget(path)).toEqual({
      use: join(path, 'src', 'index.ts'),
      folder: path,
      files: join(path, 'test', 'fixtures'),
    })
  })

  test.each([
    '{"name":"my-config","dependencies":{"box-skill-runner":"1"}}',
    'no JSON',
    '{"keywords":"box-skill-plugin"}',
  ])(
    'a folder with the package.json %s is none, and neither is one of files or none at all',
    async (text) => {
      const path = await mkdtemp(join(folder, 'none-'))
      await writeFile(join(path, 'package.json'), text)
      await writeFile(join(path, 'note.txt'), 'red')
      expect(await findPluginTarget(path)).toBeUndefined()
      expect(await findPluginTarget(join(path, 'note.txt'))).toBeUndefined()
      expect(await findPluginTarget(join(path, 'missing'))).toBeUndefined()
    },
  )

  test.each([
    ['dev ./none files', 'SKR_DEV_NOT_A_PLUGIN'],
    ['dev ./mistyped', 'SKR_DEV_NOT_A_PLUGIN'],
    ['dev inbox --options {}', 'SKR_DEV_ONLY_WITH_PLUGIN'],
    ['dev inbox --secret A', 'SKR_DEV_ONLY_WITH_PLUGIN'],
    ['dev ./sources --config other.json', 'SKR_CLI_PLUGIN_AND_CONFIG'],
  ])('%s: %s', async (args, code) => {
    const { output, code: exitCode } = await runHere(args, folder)
    expect(output).toContain(code)
    expect(exitCode).toBe(2)
  })
})
