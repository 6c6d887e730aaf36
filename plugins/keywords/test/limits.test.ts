import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import keywords from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywords-'))
})

afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

describe('large texts', () => {
  const line = 'The pilot brought the container ship through the harbour channel.\n'

  it('reads the beginning of 10 MB and says so', async () => {
    const path = await fileOf('ten-megabytes.txt', line.repeat(160_000))

    const outcome = await runPlugin(keywords, path, { options: { entities: false } })

    expect(entriesOf(outcome, 'Keywords')).toContain('harbour channel')
    expect(entriesOf(outcome, 'Text')).toEqual([
      'Language: English',
      expect.stringMatching(/^Words: more than 1\d\d,\d\d\d$/),
      'Read: the first 1,000,000 characters',
    ])
  })

  it('does not look at what stands behind the limit', async () => {
    const path = await fileOf('late.txt', `${line.repeat(100)}${'zeppelin '.repeat(5000)}`)

    const outcome = await runPlugin(keywords, path, { options: { maxChars: 5000, top: 100 } })

    expect(entriesOf(outcome, 'Keywords')).not.toContain('zeppelin')
  })

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${'東京タワーの展望台。'.repeat(3000)}`, 'utf16le'), '東京タワー'],
    [
      'UTF-8 that is cut inside of a character',
      Buffer.from('東京タワーの展望台。'.repeat(3001)),
      '東京タワー',
    ],
    ['Windows-1252', Buffer.from('Das Gebäude der Behörde. '.repeat(3000), 'latin1'), 'Gebäude'],
  ])('decodes the beginning of %s', async (name, bytes, keyword) => {
    const path = await fileOf(`${name}.txt`, bytes)

    const outcome = await runPlugin(keywords, path, { options: { maxChars: 1000 } })

    expect(entriesOf(outcome, 'Keywords')).toContain(keyword)
    expect(entriesOf(outcome, 'Text')?.at(-1)).toBe('Read: the first 1,000 characters')
  })

  it('reads a file of unknown size like one whose size is known', async () => {
    const unsized = await runPlugin(keywords, fixture('latin1.txt'), { sized: false })

    expect(unsized.cards).toEqual((await runPlugin(keywords, fixture('latin1.txt'))).cards)
  })
})

describe('hostile texts', () => {
  it.each([
    ['brackets.md', '['.repeat(150_000)],
    ['comments.md', '<!--'.repeat(100_000)],
    ['stars.md', '*a '.repeat(40_000)],
    ['blanks.md', `${' '.repeat(150_000)}x`],
    ['at-signs.txt', 'a@'.repeat(100_000)],
    ['one-word.txt', 'A'.repeat(200_000)],
    ['groups.txt', '1 234 '.repeat(30_000)],
    ['nested.html', '<div>'.repeat(100_000)],
    ['unspaced.txt', '東京'.repeat(50_000)],
  ])('comes to an end with %s', async (name, content) => {
    const path = await fileOf(name, content)

    await expect(runPlugin(keywords, path)).resolves.toBeDefined()
  })
})

describe('hostile texts of a language whose names are known', () => {
  it.each([
    ['de', 'Anna Maria '.repeat(20_000)],
    ['de', 'Der Vertrag mit der Stadtwerke Köln GmbH gilt. '.repeat(4000)],
    ['es', 'Universidad de la '.repeat(12_000)],
    ['ja', '東京都北区'.repeat(10_000)],
  ])('come to an end in %s', async (language, content) => {
    const path = await fileOf(`hostile-${language}.txt`, content)

    await expect(runPlugin(keywords, path, { options: { language } })).resolves.toBeDefined()
  })
})

describe('work that is no longer wanted', () => {
  it('is not begun', async () => {
    const run = runPlugin(keywords, fixture('names.txt'), { signal: AbortSignal.abort() })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('ends before the text is read through', async () => {
    const path = await fileOf('long.txt', 'Ada Lovelace wrote to Charles Babbage.\n'.repeat(2000))
    const controller = new AbortController()

    const run = runPlugin(keywords, path, {
      signal: controller.signal,
      onProgress: (fraction) => fraction === 0.5 && controller.abort(),
    })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })
})
