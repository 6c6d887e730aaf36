import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../../core/errors/registry.ts'
import { resolvePlugin } from '../../../core/registry/resolve.ts'
import { makePluginFolder, type PluginFolder } from './plugin-folder.ts'
import { refusal } from './refusal.ts'

let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(() => folder.remove())

function find(use: string, options: { allowTypeScript?: boolean; from?: string; cwd?: string } = {}) {
  const { from = folder.path, allowTypeScript = false, cwd = folder.path } = options
  return resolvePlugin(use, from, { allowTypeScript, cwd })
}

describe('a path', () => {
  test.each(['index.js', 'index.mjs', 'index.cjs'])('to a folder with an %s finds it', async (name) => {
    const entry = await folder.write({ [`words/${name}`]: '' })

    expect(await find('./words')).toEqual({
      use: './words',
      entry,
      folder: join(folder.path, 'words'),
      root: join(folder.path, 'words'),
    })
  })

  test('to a file finds it, in any of its forms', async () => {
    const entry = await folder.write({ 'a #1/words.js': '' })

    for (const use of ['./a #1/words.js', entry, pathToFileURL(entry).href]) {
      expect(await find(use)).toEqual({ use, entry, folder: join(folder.path, 'a #1'), root: entry })
    }
  })

  test('to a file tells the package that it belongs to', async () => {
    await folder.write({ 'words/lib/a.js': '', 'words/package.json': '{ "name": "w", "version": "2.0.0" }' })

    expect(await find('./words/lib/a.js')).toMatchObject({ packageName: 'w', packageVersion: '2.0.0' })
  })

  test('that leads up finds what is beside the folder of the config', async () => {
    const entry = await folder.write({ 'shared/words.js': '', 'config/x': '' })

    expect(await find('../shared/words.js', { from: join(folder.path, 'config') })).toMatchObject({ entry })
  })

  test.each([
    ['"exports" as a path', '{ "exports": "./lib/a.js", "main": "./lib/b.js" }'],
    [
      '"exports" with conditions',
      '{ "exports": { "types": "./a.d.ts", "require": "./lib/b.js", "import": "./lib/a.js" } }',
    ],
    [
      '"exports" with a main subpath',
      '{ "exports": { "./other": "./lib/b.js", ".": { "default": "./lib/a.js" } } }',
    ],
    [
      'a condition that leads nowhere',
      '{ "exports": { "node": { "require": "./lib/b.js" }, "default": "./lib/a.js" } }',
    ],
    ['a list of targets', '{ "exports": [{ "require": "./lib/b.js" }, null, "./lib/a.js"] }'],
    ['"main"', '{ "main": "lib/a.js" }'],
    ['"main" without its ending', '{ "main": "./lib/a" }'],
    ['"main" as a folder', '{ "main": "./lib/inner" }'],
    ['an empty "main" and an index', '{ "main": "" }'],
  ])('to a folder with %s in its package.json finds the entry', async (_, packageJson) => {
    await folder.write({
      'words/package.json': packageJson,
      'words/lib/a.js': '',
      'words/lib/b.js': '',
      'words/lib/inner/index.js': '',
      'words/index.js': '',
    })

    const { entry } = await find('./words')

    expect(entry).toMatch(/words\/(lib\/a\.js|lib\/inner\/index\.js|index\.js)$/)
    expect(entry).not.toContain('b.js')
  })

  test.each<[string, Record<string, string>, string, ErrorCode, string, string]>([
    [
      'that is not there',
      { 'words/index.js': '' },
      './wrods',
      'SKR_PLUGIN_PATH_NOT_FOUND',
      'wrods (did you mean "words"?)',
      'Correct "use"',
    ],
    [
      'below a file',
      { 'words.js': '' },
      './words.js/deep',
      'SKR_PLUGIN_PATH_NOT_FOUND',
      'words.js/deep',
      'put the plugin there',
    ],
    [
      'to an empty folder',
      { 'words/README.md': '' },
      './words',
      'SKR_PLUGIN_NO_ENTRY',
      '/words holds no plugin',
      'index.js',
    ],
    [
      'to a folder that is not built',
      { 'words/package.json': '{ "exports": "./dist/index.js" }' },
      './words',
      'SKR_PLUGIN_NOT_BUILT',
      'names ./dist/index.js',
      'npm run build',
    ],
    [
      'to a folder with a wrong "main"',
      { 'words/package.json': '{ "main": "dist" }' },
      './words',
      'SKR_PLUGIN_NOT_BUILT',
      'names dist',
      'npm run build',
    ],
    [
      'to a folder with exports for others',
      { 'words/package.json': '{ "exports": { "browser": "./a.js" } }' },
      './words',
      'SKR_PLUGIN_EXPORTS_NO_ENTRY',
      '"exports" in',
      '"./dist/index.js"',
    ],
    [
      'to a folder whose exports are null',
      { 'words/package.json': '{ "exports": { ".": null } }' },
      './words',
      'SKR_PLUGIN_EXPORTS_NO_ENTRY',
      'offers nothing for "."',
      'add',
    ],
    [
      'to a folder with an odd target',
      { 'words/package.json': '{ "exports": "dist/index.js" }' },
      './words',
      'SKR_PLUGIN_PACKAGE_JSON_INVALID',
      'does not begin with "./"',
      'Correct the file',
    ],
    [
      'to a folder whose main lies outside',
      { 'words/package.json': '{ "main": "../b.js" }', 'b.js': '' },
      './words',
      'SKR_PLUGIN_ENTRY_OUTSIDE',
      'names ../b.js',
      'Name a file inside',
    ],
    [
      'to a folder whose exports lead outside',
      { 'words/package.json': '{ "exports": "./../b.js" }' },
      './words',
      'SKR_PLUGIN_ENTRY_OUTSIDE',
      'names ./../b.js',
      'Name a file inside',
    ],
    [
      'to a folder with half a package.json',
      { 'words/package.json': '{ "name": ' },
      './words',
      'SKR_PLUGIN_PACKAGE_JSON_INVALID',
      'package.json is broken',
      'Correct the file',
    ],
    [
      'to a folder with a list as package.json',
      { 'words/package.json': '[]' },
      './words',
      'SKR_PLUGIN_PACKAGE_JSON_INVALID',
      'not a JSON object',
      'Correct the file',
    ],
    [
      'to a folder with a number as "main"',
      { 'words/package.json': '{ "main": 7 }' },
      './words',
      'SKR_PLUGIN_PACKAGE_JSON_INVALID',
      '"main" is not a text',
      'Correct the file',
    ],
    [
      'to a folder whose package.json is a folder',
      { 'words/package.json/x': '' },
      './words',
      'SKR_PLUGIN_PACKAGE_JSON_INVALID',
      'EISDIR',
      'Correct the file',
    ],
    [
      'to a text',
      { 'words.txt': '' },
      './words.txt',
      'SKR_PLUGIN_ENTRY_KIND',
      'not a JavaScript module',
      '"use"',
    ],
    [
      'to TypeScript in production',
      { 'words.ts': '' },
      './words.ts',
      'SKR_PLUGIN_ENTRY_TYPESCRIPT',
      'words.ts',
      'Build it first',
    ],
    [
      'to a folder with TypeScript in production',
      { 'words/index.ts': '' },
      './words',
      'SKR_PLUGIN_ENTRY_TYPESCRIPT',
      'index.ts',
      'npm run build',
    ],
  ])('%s is refused', async (_, files, use, code, says, fix) => {
    await folder.write(files)

    const error = await refusal(find(use))

    expect(error.code).toBe(code)
    expect(error.message).toContain(says)
    expect(error.fix).toContain(fix)
  })

  test('that goes round in circles is refused with the reason of the system', async () => {
    await symlink(join(folder.path, 'b'), join(folder.path, 'a'))
    await symlink(join(folder.path, 'a'), join(folder.path, 'b'))

    const error = await refusal(find('./a'))

    expect(error.code).toBe('SKR_PLUGIN_PATH_NOT_READABLE')
    expect(error.message).toContain('ELOOP')
  })

  test('to a folder whose entry is a link to the outside is refused', async () => {
    const outside = await folder.write({
      'secret.js': '',
      'words/package.json': '{ "exports": "./index.js" }',
    })
    await symlink(outside, join(folder.path, 'words/index.js'))

    expect((await refusal(find('./words'))).code).toBe('SKR_PLUGIN_ENTRY_OUTSIDE')
  })

  test('in a URL that is none is refused', async () => {
    expect((await refusal(find('file://%zz/x'))).code).toBe('SKR_PLUGIN_USE_INVALID')
  })
})
