import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packedFiles, type Tarball } from '../../../core/package-check/tarball.ts'
import { checkTarball } from '../../../core/package-check/tarball-rules.ts'
import { makePluginFolder, type PluginFolder } from '../registry/plugin-folder.ts'

const tarball = (files: Readonly<Record<string, number>>): Tarball => ({
  files: Object.entries(files).map(([path, size]) => ({ path, size })),
  size: Object.values(files).reduce((sum, size) => sum + size, 0),
})
const good = { 'package.json': 500, 'README.md': 900, 'dist/index.js': 1000, 'dist/index.d.ts': 100 }
const facts = { folder: '/words', needed: ['/words/dist/index.js'], types: 'dist/index.d.ts' }
const codes = (all: readonly { readonly code: string }[]) => all.map(({ code }) => code)

describe('what npm would publish', () => {
  test('is fine where it has all that is needed, and no more', () => {
    expect(checkTarball(tarball(good), facts)).toEqual({ problems: [], warnings: [] })
    expect(checkTarball(tarball(good), { ...facts, types: undefined }).problems).toEqual([])
  })

  test('has to hold the files that the plugin loads, and its types', () => {
    const { problems } = checkTarball(tarball(good), {
      folder: '/words',
      needed: ['/words/dist/index.js', '/words/dist/dates.js'],
      types: 'types/index.d.ts',
    })

    expect(codes(problems)).toEqual(['SKR_PACKAGE_FILE_NOT_PACKED', 'SKR_PACKAGE_TYPES_NOT_PACKED'])
    expect(problems[0]?.message).toContain('dist/dates.js')
  })

  test.each(['.env', 'config/.env.production', '.npmrc', 'keys/server.pem', 'id_rsa'])(
    'must not hold %s',
    (path) => {
      const { problems } = checkTarball(tarball({ ...good, [path]: 10 }), facts)

      expect(problems).toMatchObject([{ code: 'SKR_PACKAGE_KEYS_PACKED', params: { path } }])
    },
  )

  test('should hold a README', () => {
    const { 'README.md': _, ...files } = good

    expect(codes(checkTarball(tarball(files), facts).warnings)).toEqual(['SKR_PACKAGE_README_MISSING'])
    expect(checkTarball(tarball({ ...files, readme: 1 }), facts).warnings).toEqual([])
  })

  test('should not hold tests and samples', () => {
    const { warnings } = checkTarball(
      tarball({ ...good, 'test/index.js': 1_000_000, 'fixtures/scan.pdf': 2_000_000, 'dist/a.test.js': 1 }),
      facts,
    )

    expect(warnings).toMatchObject([
      {
        code: 'SKR_PACKAGE_TESTS_PACKED',
        message: expect.stringContaining('3 files of tests and samples (3 MB), such as test/index.js'),
      },
    ])
  })

  test('should not be large, and says what makes it so', () => {
    const { warnings } = checkTarball(tarball({ ...good, 'dist/model.bin': 40_000_000 }), facts)

    expect(warnings).toMatchObject([
      {
        code: 'SKR_PACKAGE_TOO_LARGE',
        message: expect.stringContaining('40 MB; its largest file is dist/model.bin with 40 MB'),
      },
    ])
  })
})

describe('npm', () => {
  let folder: PluginFolder
  beforeEach(async () => {
    folder = await makePluginFolder()
  })
  afterEach(() => folder.remove())

  test('tells the files, and runs no script of the package', async () => {
    await folder.write({
      'package.json': JSON.stringify({
        name: 'box-skill-plugin-words',
        version: '1.0.0',
        files: ['dist'],
        scripts: { prepack: "node -e \"require('fs').writeFileSync('dist/ran.js', '')\"" },
      }),
      'dist/index.js': '1',
      'notes.txt': '2',
    })

    const found = await packedFiles(folder.path)

    expect(found).toMatchObject({ files: expect.arrayContaining([{ path: 'dist/index.js', size: 1 }]) })
    expect('files' in found && found.files.map(({ path }) => path).toSorted()).toEqual([
      'dist/index.js',
      'package.json',
    ])
  })

  test('says why it does not know', async () => {
    await folder.write({ 'package.json': '{ "name": "no version" }' })

    expect(await packedFiles(folder.path)).toMatchObject({ failed: expect.stringMatching(/invalid/i) })
  })
})
