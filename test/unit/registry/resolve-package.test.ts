import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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

const modules = 'node_modules/box-skill-plugin-words'

describe('TypeScript, where it is allowed,', () => {
  test('is preferred to what was built, in exports and as index', async () => {
    await folder.write({
      'a/package.json':
        '{ "type": "module", "exports": { "source": "./index.ts", "default": "./dist/index.js" } }',
      'a/index.ts': '',
      'a/dist/index.js': '',
      'b/package.json': '{ "type": "module" }',
      'b/index.ts': '',
      'b/index.js': '',
    })

    expect((await find('./a', { allowTypeScript: true })).entry).toBe(join(folder.path, 'a/index.ts'))
    expect((await find('./b', { allowTypeScript: true })).entry).toBe(join(folder.path, 'b/index.ts'))
    expect((await find('./a')).entry).toBe(join(folder.path, 'a/dist/index.js'))
    expect((await find('./b')).entry).toBe(join(folder.path, 'b/index.js'))
  })

  test('is not looked for in an installed package, nor where its source is missing', async () => {
    const packageJson =
      '{ "type": "module", "exports": { "source": "./index.ts", "default": "./dist/index.js" } }'
    await folder.write({
      [`${modules}/package.json`]: packageJson,
      [`${modules}/index.ts`]: '',
      [`${modules}/dist/index.js`]: '',
      'a/package.json': packageJson,
      'a/dist/index.js': '',
    })

    expect((await find('box-skill-plugin-words', { allowTypeScript: true })).entry).toMatch(
      /dist\/index\.js$/,
    )
    expect((await find('./a', { allowTypeScript: true })).entry).toMatch(/dist\/index\.js$/)
  })

  test('needs to be an ES module', async () => {
    await folder.write({
      'words.ts': '',
      'words.mts': '',
      'm/package.json': '{ "type": "module" }',
      'm/deep/words.ts': '',
    })

    const error = await refusal(find('./words.ts', { allowTypeScript: true }))
    await find('./words.mts', { allowTypeScript: true })
    await find('./m/deep/words.ts', { allowTypeScript: true })

    expect(error.code).toBe('SKR_PLUGIN_TYPESCRIPT_NOT_MODULE')
    expect(error.fix).toContain('"type": "module"')
  })
})

describe('a package', () => {
  test('is found from the folder of the config upwards, then from the working directory', async () => {
    await folder.write({ [`${modules}/index.js`]: '', 'a/b/x': '', 'c/node_modules/other/index.js': '' })

    const up = await find('box-skill-plugin-words', { from: join(folder.path, 'a/b') })
    const cwd = await find('other', { from: join(folder.path, 'a/b'), cwd: join(folder.path, 'c') })

    expect(up.entry).toBe(join(folder.path, modules, 'index.js'))
    expect(cwd.entry).toBe(join(folder.path, 'c/node_modules/other/index.js'))
  })

  test('of a workspace is found behind its link', async () => {
    const entry = await folder.write({
      'plugins/words/index.js': '',
      'plugins/words/package.json': '{ "name": "@acme/words" }',
    })
    await mkdir(join(folder.path, 'node_modules/@acme'))
    await symlink(join(folder.path, 'plugins/words'), join(folder.path, 'node_modules/@acme/words'))

    const found = await find('@acme/words')

    expect(found).toMatchObject({
      entry,
      packageName: '@acme/words',
      folder: join(folder.path, 'plugins/words'),
    })
  })

  test('may be asked for a subpath, by its exports or as a file', async () => {
    await folder.write({
      [`${modules}/package.json`]: '{ "exports": { "./lite": "./lite.js" } }',
      [`${modules}/lite.js`]: '',
      'node_modules/other/lib/lite.js': '',
    })

    expect((await find('box-skill-plugin-words/lite')).entry).toMatch(/words\/lite\.js$/)
    expect((await find('other/lib/lite.js')).entry).toMatch(/other\/lib\/lite\.js$/)
    expect((await refusal(find('box-skill-plugin-words/full'))).message).toContain(
      'offers nothing for "./full"',
    )
    expect((await refusal(find('box-skill-plugin-words'))).message).toContain('offers nothing for "."')
    expect((await refusal(find('other/lib/none.js'))).code).toBe('SKR_PLUGIN_NOT_BUILT')
    expect((await refusal(find('other/../../x.js'))).code).toBe('SKR_PLUGIN_ENTRY_OUTSIDE')
  })

  test.each([
    ['box-skill-plugin-wrods', '(did you mean "box-skill-plugin-words"?)'],
    ['words', '(did you mean "box-skill-plugin-words"?)'],
    ['exif', '(did you mean "@acme/box-skill-plugin-exif"?)'],
    ['plugins/local', '(did you mean "./plugins/local"?)'],
    ['something-else', 'is not installed.'],
  ])('%s that is not installed is refused, with what is near', async (use, says) => {
    await folder.write({
      [`${modules}/index.js`]: '',
      'node_modules/@acme/box-skill-plugin-exif/index.js': '',
      'node_modules/@acme/other/index.js': '',
      'plugins/local/index.js': '',
    })

    const error = await refusal(find(use))

    expect(error.code).toBe('SKR_PLUGIN_NOT_FOUND')
    expect(error.message).toContain(says)
    expect(error.fix).toContain(`npm install ${use}`)
  })

  test.each(['', 'node:fs', 'fs', 'https://example.com/x.js', 'with space', '@scope', '$(reboot)'])(
    'cannot be called %j',
    async (use) => {
      expect((await refusal(find(use))).code).toBe('SKR_PLUGIN_USE_INVALID')
    },
  )
})
