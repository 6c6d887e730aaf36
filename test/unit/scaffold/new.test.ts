import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toolVersions } from '../../../core/scaffold/versions.ts'
import { writePlugin } from '../../../core/scaffold/write-plugin.ts'
import { runPlugin } from '../../../core/testing.ts'
import { runHere } from '../../support/command-here.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'new-'))
})
afterEach(() => rm(folder, { recursive: true }))

const command = (args: string) => runHere(args, folder)
const read = (path: string) => readFile(join(folder, path), 'utf8')

describe('new', () => {
  test('writes a TypeScript package that is called after the plugin', async () => {
    const { code, output } = await command('new invoice-dates --yes')

    expect(code).toBe(0)
    expect(output).toMatch(
      /box-skill-plugin-invoice-dates in invoice-dates\/[\s\S]*cd invoice-dates\n {2}npm install/,
    )
    const files = await readdir(join(folder, 'invoice-dates'), { recursive: true })
    expect(files.sort()).toEqual(
      '.gitignore LICENSE README.md fixtures fixtures/sample.txt index.ts package.json skill.config.json test test/index.test.ts tsconfig.build.json tsconfig.json'.split(
        ' ',
      ),
    )
    expect(JSON.parse(await read('invoice-dates/package.json'))).toMatchObject({
      name: 'box-skill-plugin-invoice-dates',
      keywords: expect.arrayContaining(['box-skill-plugin']),
      peerDependencies: { 'box-skill-runner': expect.stringMatching(/^\^\d/) },
      exports: { '.': { default: './dist/index.js' } },
    })
  })

  test('leaves no placeholder behind, whatever the extensions and the language', async () => {
    for (const args of ['a', 'b --javascript', 'c --extensions pdf,docx', 'd --javascript --extensions *']) {
      await command(`new ${args} --yes`)
    }
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (file.isFile())
        expect(await readFile(join(file.parentPath, file.name), 'utf8'), file.name).not.toMatch(/\{\{/)
    }
    expect(await read('c/index.ts')).toContain("extensions: ['pdf', 'docx'],")
    expect(await read('c/skill.config.json')).toContain('"extensions": ["pdf", "docx"]')
    expect(await read('b/test/index.test.js')).toContain("from '../index.js'")
  })

  test.each([
    ['words --extensions md', '2024-05-03', 'index.ts', 'sample.md'],
    ['words --extensions * --javascript', 'sha256: ', 'index.js', 'sample.bin'],
  ])('%s makes a plugin that runs on its sample', async (args, shown, entry, sample) => {
    await command(`new ${args} --yes`)
    await mkdir(join(folder, 'node_modules'))
    await symlink(join(root, 'core'), join(folder, 'node_modules/box-skill-runner'))

    const { cards } = await runPlugin(join(folder, 'words', entry), {
      file: join(folder, 'words/fixtures', sample),
    })

    expect(JSON.stringify(cards)).toContain(shown)
  })

  test('takes another folder, and one that holds nothing but a new repository', async () => {
    await mkdir(join(folder, 'here/.git'), { recursive: true })

    const { code, output } = await command('new @acme/words --yes --folder here')

    expect(code).toBe(0)
    expect(output).toContain('@acme/box-skill-plugin-words in here/')
    expect(await read('here/package.json')).toContain('"name": "@acme/box-skill-plugin-words"')
  })

  test('in the folder that one is in, nothing has to be changed to', async () => {
    const { output } = await command('new words --yes --folder .')

    expect(output).toContain('words in ./:')
    expect(output).not.toContain('cd ')
  })

  test.each([
    ['new', 'SKR_NEW_NAME_MISSING'],
    ['new Words', 'SKR_NEW_NAME_INVALID'],
    ['new words --extensions a/b', 'SKR_NEW_EXTENSIONS_INVALID'],
    ['new words --folder taken', 'SKR_NEW_FOLDER_NOT_EMPTY'],
    ['new words --folder taken/notes.txt', 'SKR_NEW_FOLDER_IS_FILE'],
    ['new words --folder taken/notes.txt/deep', 'SKR_NEW_FOLDER_IS_FILE'],
  ])('%s is refused with %s, and nothing is written', async (args, code) => {
    await mkdir(join(folder, 'taken'))
    await writeFile(join(folder, 'taken/notes.txt'), 'mine')

    const refused = await command(args)

    expect(refused.output).toContain(code)
    expect(refused.code).toBe(2)
    expect(await readdir(folder, { recursive: true })).toEqual(['taken', 'taken/notes.txt'])
  })

  test('never writes over a file that came in between', async () => {
    const files = new Map([
      ['a/b', '1'],
      ['a/b/c', '2'],
    ])

    await expect(writePlugin(join(folder, 'new'), files)).rejects.toMatchObject({
      code: 'SKR_NEW_FOLDER_NOT_WRITABLE',
    })
  })

  test('says what the system has against the folder', async () => {
    await expect(writePlugin(join(folder, 'x'.repeat(300)), new Map())).rejects.toMatchObject({
      code: 'SKR_NEW_FOLDER_NOT_WRITABLE',
      message: expect.stringContaining('ENAMETOOLONG'),
    })
  })
})

test('a new plugin is built and tested with what this project uses', async () => {
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))

  expect(devDependencies).toMatchObject(toolVersions)
})
